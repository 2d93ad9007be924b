import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeArtefact } from './package-applet/make-artefact.ts'
import { readOptions, UsageError } from './package-applet/options.ts'
import { readSigningKey } from './package-applet/win-sign.ts'
import { root } from './run.ts'

/** Makes the applet one file a system: `npm run package:applet -- --target linux-x64 --out dist/applet`. */
async function packageApplet(args: readonly string[]): Promise<void> {
  const { targets, ...options } = readOptions(args)
  const signingKey = readSigningKey(process.env)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const target of targets) console.log(await makeArtefact({ ...options, target, version, signingKey }))
}

try {
  await packageApplet(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(error.message)
  process.exitCode = 2
}
