import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Build } from '../../src/applet/built-in.ts'
import type { Target } from '../../src/protocol/broker/artefacts.ts'
import { root } from '../run.ts'
import { bundleApplet } from './bundle.ts'
import { nativeAssets } from './native-assets.ts'
import { bakeOperator, type Operator } from './operator.ts'
import { strippedBase } from './prepare-base.ts'
import { buildExecutable } from './sea.ts'
import { TARGET_SPECS } from './targets.ts'
import { vendorFolder } from './vendor.ts'

export interface Wanted {
  readonly target: Target
  /** Folder for the result. */
  readonly out: string
  /** The program's name. */
  readonly name: string
  readonly version: string
  readonly qa: boolean
  readonly operator?: Operator | undefined
}

/** Makes one executable; returns its path. */
export async function makeExecutable(wanted: Wanted): Promise<string> {
  const spec = TARGET_SPECS[wanted.target]
  const vendor = await vendorFolder(spec)
  const work = join(root, '.cache/package-applet/work', wanted.target)
  mkdirSync(work, { recursive: true })
  mkdirSync(wanted.out, { recursive: true })
  const runtime = join(vendor, 'node_modules', spec.runtime.packageName, spec.runtime.file)
  const { version, name, qa } = wanted
  const operator = wanted.operator && bakeOperator(wanted.operator)
  const made: Build = { version, name, qa, ...(operator && { operatorKey: operator.fingerprint }) }
  const native = nativeAssets(vendor, spec.parts)
  const output = join(wanted.out, wanted.target === 'win-x64' ? `${name}.exe` : name)
  await buildExecutable(
    output,
    {
      base: spec.os === 'linux' ? await strippedBase(runtime, work) : runtime,
      script: await bundleApplet(made),
      contents: { 'native.json': native.index, ...operator?.assets },
      files: native.files,
    },
    work,
  )
  return output
}
