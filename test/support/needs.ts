import { isOnPath, packageOf } from '../../build-scripts/system-packages.ts'

/**
 * Whether these commands are there. A test that needs more skips, visibly and by name; with REQUIRE_ALL=1, as in CI, a skip
 * is a failure.
 */
export function needs(...commands: string[]): boolean {
  const missing = commands.filter((command) => !isOnPath(command))
  if (missing.length === 0) return true
  const sentence = `needs ${missing.map((command) => `${command} (apt-get install ${packageOf(command)})`).join(', ')}`
  if (process.env.REQUIRE_ALL === '1') throw new Error(sentence)
  console.warn(`skipped: ${sentence}`)
  return false
}
