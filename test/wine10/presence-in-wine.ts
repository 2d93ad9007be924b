import { spawn } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openWin32Finder } from '../../src/applet/own-windows/finders/win32-finder.ts'
import { openWin32Key } from '../../src/applet/panic-key/keys/win32-key.ts'
import { openWin32Sign } from '../../src/applet/screen-sign/signs/win32-sign.ts'
import { openLibrary } from '../../src/applet/win32/library.ts'
import { SetWindowPos, wide } from '../../src/applet/win32/message-loop.ts'

const FindWindowW = openLibrary('user32.dll').bind('intptr_t FindWindowW(void *className, void *title)')
const SWP_MOVE_ONLY = 0x1 | 0x4 | 0x10

/** Runs inside wine, in the folder that presence.ts prepared: does what stands in `wanted.json`, and tells what it sees. */
const folder = join(import.meta.dirname, '../..')
const wanted = join(folder, 'wanted.json')
const [windows, sign, key] = [await openWin32Finder(), await openWin32Sign(), await openWin32Key()]
let pressed = 0
key.onPressed(() => {
  pressed += 1
})
const acts: Record<string, () => void> = {
  window() {
    const child = spawn('notepad.exe', { stdio: 'ignore', detached: true })
    child.unref()
    windows.follow([child.pid ?? 0])
  },
  started: () => windows.follow([process.pid]),
  nobody: () => windows.follow([4]),
  /** Its title and its menus above the screen's edge. */
  edge: () => {
    SetWindowPos(FindWindowW(wide('Notepad'), null), 0, 100, -80, 0, 0, SWP_MOVE_ONLY)
  },
  show: () => sign.show(),
  hide: () => sign.hide(),
  end() {
    for (const part of [windows, sign, key]) part[Symbol.dispose]()
    clearInterval(looking)
  },
}
const looking = setInterval(look, 100)

function look(): void {
  tell()
  if (!existsSync(wanted)) return
  const act: string = JSON.parse(readFileSync(wanted, 'utf8'))
  acts[act]?.()
  rmSync(wanted)
}

function tell(): void {
  const start = performance.now()
  const rects = windows.rects()
  const ms = performance.now() - start
  const found = { rects, ms, hasFocus: windows.hasFocus(), pressed, works: key.works }
  writeFileSync(join(folder, 'found.part'), JSON.stringify(found))
  renameSync(join(folder, 'found.part'), join(folder, 'found.json'))
}
