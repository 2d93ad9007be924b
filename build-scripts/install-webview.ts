import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { requireLocked } from './package-applet/vendor.ts'
import { root, run } from './run.ts'

/**
 * The native part of the customer's window has a lock file of its own: it wants a newer Node than the one that npm may run
 * on, which would leave it out and take it out of the lock file of everything else.
 */
const MANIFEST = join(root, 'build-scripts/webview')

/** Systems that there is one for; on others a browser shows the page. */
const SYSTEMS = ['linux-x64', 'win32-x64']

/** Where the part of a system lies, in `node_modules`; undefined where there is none. Installs it when it is not there. */
export async function webviewFolder(os: string, cpu: string): Promise<string | undefined> {
  const system = `${os}-${cpu}`
  if (!SYSTEMS.includes(system)) return undefined
  const folder = join(root, '.cache/webview', system)
  if (!isInstalled(folder)) await install(folder, os, cpu)
  return folder
}

async function install(folder: string, os: string, cpu: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(MANIFEST, name), join(folder, name))
  copyFileSync(join(root, '.npmrc'), join(folder, '.npmrc'))
  const args = ['install', `--prefix=${folder}`, `--os=${os}`, `--cpu=${cpu}`, '--ignore-scripts']
  const { status, output } = await run('npm', args)
  if (status !== 0) throw new Error(`npm could not install the customer's window for ${os}-${cpu}:\n${output}`)
  requireLocked(readLock(folder), readLock(MANIFEST))
  writeFileSync(join(folder, 'installed.txt'), readFileSync(join(MANIFEST, 'package-lock.json')))
}

function isInstalled(folder: string): boolean {
  const stamp = join(folder, 'installed.txt')
  const wanted = readFileSync(join(MANIFEST, 'package-lock.json'), 'utf8')
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
}

function readLock(folder: string) {
  return JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))
}

/** What this computer lacks for it, if that can be told without loading it. */
function tooOld(): string {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  const [major = 0, minor = 0] = (header.glibcVersionRuntime ?? '').split('.').map(Number)
  const isOld = header.glibcVersionRuntime !== undefined && (major < 2 || (major === 2 && minor < 39))
  return isOld
    ? ` It needs glibc 2.39, and this system has ${header.glibcVersionRuntime}: the browser's window opens instead.`
    : ''
}

if (import.meta.main) {
  const folder = await webviewFolder(process.platform, process.arch)
  console.log(
    folder ? `The customer's window is in ${folder}.${tooOld()}` : 'There is no window of our own for this system.',
  )
}
