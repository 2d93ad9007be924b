import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Artefact } from '../src/protocol/broker/artefacts.ts'
import { readOptions, UsageError } from './package-applet/options.ts'
import { packageTarget } from './package-applet/package-target.ts'
import { writeManifest } from './package-applet/publish.ts'
import { readSigningKey } from './package-applet/win-sign.ts'
import { root } from './run.ts'

/** Makes the applet one file a system: `npm run package:applet -- --target linux-x64 --out dist/applet`. */
async function packageApplet(args: readonly string[]): Promise<void> {
  const { targets, ...options } = readOptions(args)
  const signingKey = readSigningKey(process.env)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const artefacts: Artefact[] = []
  for (const target of targets) artefacts.push(await packageTarget({ ...options, target, version, signingKey }))
  writeManifest(options.out, { version, name: options.name, artefacts })
  console.log(`SHA256SUMS, manifest.json and a bill of materials each (.cdx.json) are in ${options.out}`)
}

try {
  await packageApplet(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(error.message)
  process.exitCode = 2
}
