import { spawn } from 'node:child_process'
import { rmdirSync, statSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { heldFolders } from './native/load-verified.ts'
import { ownFolders } from './own-temporaries.ts'

const BUNDLE_FILES = ['Info.plist', 'PkgInfo', 'Resources/AppIcon.icns', '_CodeSignature/CodeResources']
const BUNDLE_FOLDERS = ['MacOS', 'Resources', '_CodeSignature', '.', '..']

/**
 * Removes this executable, which served one session, and what it put beside itself in the temporary folder: by name, file by
 * file, and never a folder that holds anything else. What cannot be removed stays.
 */
export function removeOurselves(program = process.execPath): void {
  if (process.platform === 'win32') return removeAfterExit(program)
  if (process.platform === 'linux' && !isRunning(program)) return
  attempt(() => unlinkSync(program))
  if (process.platform === 'darwin') removeBundle(program)
}

/** Whether the file of this name is still the one that runs: somebody may have put another in its place meanwhile. */
function isRunning(program: string): boolean {
  try {
    const [there, here] = [statSync(program), statSync('/proc/self/exe')]
    return there.dev === here.dev && there.ino === here.ino
  } catch {
    return false
  }
}

/** What packaging puts into a bundle beside the program; then its folders, from the inside out. */
function removeBundle(program: string): void {
  const contents = /^(.+\.app\/Contents)\/MacOS\/[^/]+$/.exec(program)?.[1]
  if (!contents) return
  for (const file of BUNDLE_FILES) attempt(() => unlinkSync(join(contents, file)))
  for (const folder of BUNDLE_FOLDERS) attempt(() => rmdirSync(join(contents, folder)))
}

/**
 * Windows lets nobody remove what runs. A command prompt tries once a second for a minute after us, and works nowhere but on
 * the names it was given.
 */
function removeAfterExit(program: string): void {
  const files = [program, ...heldFolders.flatMap((folder) => folder.files)]
  const folders = heldFolders.map(({ path }) => path)
  // Inside quotes the command prompt still expands %NAME%, and nothing can be quoted out of a quote.
  const own = ownFolders()
  if ([...files, ...folders, ...own].some((path) => /["%\r\n]/.test(path))) return
  const removals = [
    ...files.map((file) => `del /f /q "${file}"`),
    ...folders.map((folder) => `rmdir "${folder}"`),
    // Made by this run for itself alone; what a browser of ours still held when we left is in them.
    ...own.map((folder) => `rmdir /s /q "${folder}"`),
  ]
  const round = [...removals.map((removal) => `${removal} >nul 2>&1`), `if not exist "${program}" exit 0`]
  // By full path: a program of such a name may lie in the folder of downloads.
  const system = `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32`
  const loop = `for /l %i in (1,1,60) do @(${round.join(' & ')} & "${system}\\ping.exe" -n 2 127.0.0.1 >nul)`
  spawn(`${system}\\cmd.exe`, ['/d', '/s', '/c', `"${loop}"`], {
    windowsVerbatimArguments: true,
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
    // Our own folder could not be removed while somebody works in it.
    cwd: tmpdir(),
  }).unref()
}

function attempt(act: () => void): void {
  try {
    act()
  } catch {
    // Not ours to remove, or gone already.
  }
}
