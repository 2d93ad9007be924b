import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from '../run.ts'
import type { TargetSpec } from './targets.ts'

export interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>>
}

/**
 * The folder that holds a target's packages in `node_modules`. For the system this runs on that is the checkout; for others
 * npm installs them below `.cache`, at the versions and with the integrity that our own lock file records.
 */
export async function vendorFolder({ target, os, cpu, runtime, parts }: TargetSpec): Promise<string> {
  if (os === process.platform && cpu === process.arch) return root
  const folder = join(root, '.cache/package-applet', target)
  const manifest = manifestOf(target, [runtime.packageName, ...parts.map((part) => part.packageName)])
  if (isInstalled(folder, manifest)) return folder
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package-lock.json'), readFileSync(join(root, 'package-lock.json')))
  writeFileSync(join(folder, '.npmrc'), readFileSync(join(root, '.npmrc')))
  writeFileSync(join(folder, 'package.json'), manifest)
  const args = ['install', `--prefix=${folder}`, `--os=${os}`, `--cpu=${cpu}`, '--ignore-scripts']
  const { status, output } = await run('npm', args)
  if (status !== 0) throw new Error(`npm could not install the packages of ${target}:\n${output}`)
  requireLocked(readLock(folder), readLock(root))
  writeFileSync(stampOf(folder), stampText(manifest))
  return folder
}

/** Everything is optional in it: npm installs what fits the target, and refuses a plain dependency that does not fit here. */
function manifestOf(target: string, packages: readonly string[]): string {
  const locked = readLock(root)
  const optionalDependencies = Object.fromEntries(
    packages.map((name) => [name, locked.packages[`node_modules/${name}`]?.version]),
  )
  return `${JSON.stringify({ name: target, private: true, optionalDependencies }, null, 2)}\n`
}

/** A package that our lock does not have, or has differently, must not get into an executable. */
export function requireLocked(installed: Lock, ours: Lock): void {
  for (const [path, { integrity }] of Object.entries(installed.packages)) {
    if (path === '') continue
    const known = ours.packages[path]?.integrity
    if (known === undefined || integrity !== known) throw new Error(`${path} differs from package-lock.json.`)
  }
}

const stampOf = (folder: string) => join(folder, 'installed.txt')
const stampText = (manifest: string) => manifest + readFileSync(join(root, 'package-lock.json'), 'utf8')

function isInstalled(folder: string, manifest: string): boolean {
  return existsSync(stampOf(folder)) && readFileSync(stampOf(folder), 'utf8') === stampText(manifest)
}

function readLock(folder: string): Lock {
  return JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))
}
