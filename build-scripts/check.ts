import { ensureKernels } from './build-kernels.ts'
import { run } from './run.ts'

/** Everything static and the unit tests, side by side. */
const PARTS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  types: ['tsc', '-b'],
  lint: ['biome', 'ci', '--colors=off', '--config-path=build-scripts/lint.json', '--error-on-warnings', '.'],
  borders: ['node', 'build-scripts/borders.ts'],
  'spec table': ['node', 'build-scripts/protocol-table.ts', '--check'],
  'test titles': ['node', 'build-scripts/test-titles.ts'],
  'dead code': ['knip', '--config', 'build-scripts/knip.json'],
  'unit tests': ['vitest', 'run', '--config', 'build-scripts/vitest.config.ts', '--project', 'unit'],
}

await ensureKernels()
const startedAt = performance.now()
const results = await Promise.all(
  Object.entries(PARTS).map(async ([name, [command, ...args]]) => {
    const { status, output } = await run(command, args)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
    return { name, status, output }
  }),
)
const failed = results.filter(({ status }) => status !== 0)
for (const { name, output } of failed) console.error(`\n--- ${name}\n${output}`)
process.exitCode = failed.length === 0 ? 0 : 1
