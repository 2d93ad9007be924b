import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Build } from '../../src/applet/built-in.ts'
import type { Target } from '../../src/protocol/broker/artefacts.ts'
import { ensureKernels, KERNELS } from '../build-kernels.ts'
import { webviewFolder } from '../install-webview.ts'
import { root } from '../run.ts'
import { bundleApplet } from './bundle.ts'
import { customerAssets } from './customer-assets.ts'
import { makeMacBundle } from './mac-bundle.ts'
import { nativeAssets, type Vendored } from './native-assets.ts'
import { bakeOperator, type Operator } from './operator.ts'
import { prepareBase } from './prepare-base.ts'
import { buildExecutable } from './sea.ts'
import { TARGET_SPECS, type TargetSpec } from './targets.ts'
import { vendorFolder } from './vendor.ts'
import { type SigningKey, signWindows } from './win-sign.ts'
import { writeZip } from './zip.ts'

export interface Wanted {
  readonly target: Target
  /** Folder for the result. */
  readonly out: string
  /** The program's name. */
  readonly name: string
  readonly version: string
  readonly qa: boolean
  readonly operator?: Operator | undefined
  /** For Windows; without it the program is not signed. */
  readonly signingKey?: SigningKey | undefined
}

export interface Made {
  readonly file: string
  /** Where the packages lie of which something is inside: `node_modules/ws`. */
  readonly packages: readonly string[]
}

/** Makes what the customer of one system downloads. The same input makes the same bytes, a signature apart. */
export async function makeArtefact(wanted: Wanted): Promise<Made> {
  const cache = join(root, '.cache/package-applet')
  mkdirSync(cache, { recursive: true })
  mkdirSync(wanted.out, { recursive: true })
  const work = mkdtempSync(join(cache, 'work-'))
  try {
    const { file, packages } = await makeProgram(wanted, work)
    return { file: await finish(wanted, file), packages }
  } finally {
    rmSync(work, { recursive: true })
  }
}

async function makeProgram(wanted: Wanted, work: string): Promise<Made> {
  const { target, version, name, qa } = wanted
  const spec = TARGET_SPECS[target]
  const vendor = await vendorFolder(spec)
  const runtime = join(vendor, 'node_modules', spec.runtime.packageName, spec.runtime.file)
  const operator = wanted.operator && bakeOperator(wanted.operator)
  const build: Build = { version, name, qa, ...(operator && { operatorKey: operator.fingerprint }) }
  const vendored = [{ folder: vendor, parts: spec.parts }, ...(await windowOf(spec))]
  const native = nativeAssets(vendored)
  const customer = await customerAssets()
  const { script, packages } = await bundleApplet(build, spec.parts)
  await ensureKernels()
  const file = await buildExecutable(work, {
    base: await prepareBase(spec, runtime, work, wanted),
    script: script.main,
    contents: { ...script.others, 'native.json': native.index, 'customer.json': customer.index, ...operator?.assets },
    files: { ...native.files, ...customer.files, [basename(KERNELS)]: KERNELS },
  })
  const others = [spec.runtime.packageName, ...vendored.flatMap(({ parts }) => parts.map((part) => part.packageName))]
  return { file, packages: [...new Set([...packages, ...others.map((name) => `node_modules/${name}`)])] }
}

async function windowOf({ os, cpu, window }: TargetSpec): Promise<Vendored[]> {
  const folder = window && (await webviewFolder(os, cpu))
  return folder ? [{ folder, parts: [window] }] : []
}

/** What each system wants after everything is inside: a signature, a bundle, the right to run. */
async function finish({ target, out, name, version, signingKey }: Wanted, program: string): Promise<string> {
  switch (target) {
    case 'linux-x64':
      return put(program, join(out, name))
    case 'win-x64':
      if (signingKey) await signWindows(program, name, signingKey)
      return put(program, join(out, `${name}.exe`))
    case 'darwin-arm64':
    case 'darwin-x64': {
      const identifier = `open-rescue.${name}`
      const bundle = await makeMacBundle({ name, identifier, version, executable: readFileSync(program) })
      const file = join(out, `${name}-${target}.zip`)
      writeFileSync(file, writeZip(bundle))
      return file
    }
  }
}

function put(program: string, file: string): string {
  // Built for Windows it has no right to run, which wine and file servers ask for.
  chmodSync(program, 0o755)
  renameSync(program, file)
  return file
}
