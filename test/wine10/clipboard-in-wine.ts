import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inMemory } from '../../src/applet/clipboard/boards/win32/global-memory.ts'
import { openWin32Board } from '../../src/applet/clipboard/boards/win32-board.ts'
import {
  CF_UNICODETEXT,
  CloseClipboard,
  EmptyClipboard,
  OpenClipboard,
  RegisterClipboardFormatW,
  SetClipboardData,
} from '../../src/applet/win32/clipboard-api.ts'
import { put } from '../support/x-clipboard.ts'

/** Runs inside wine, in the folder that clipboard.ts prepared: does what stands in `wanted.json`, and writes what it found. */
const folder = join(import.meta.dirname, '../..')
const wanted = join(folder, 'wanted.json')
const board = await openWin32Board()
const found: unknown[] = []
board.onChanged(async () => {
  found.push((await board.read()) ?? 'nothing')
  tell()
})
tell()
const looking = setInterval(look, 50)

function look(): void {
  if (!existsSync(wanted)) return
  const { act, text } = JSON.parse(readFileSync(wanted, 'utf8'))
  rmSync(wanted)
  if (act === 'put') put(board, text)
  if (act === 'mark') copyMarked(text)
  if (act !== 'end') return
  board[Symbol.dispose]()
  clearInterval(looking)
}

function tell(): void {
  writeFileSync(join(folder, 'found.part'), JSON.stringify(found))
  renameSync(join(folder, 'found.part'), join(folder, 'found.json'))
}

/** As a password manager copies. */
function copyMarked(text: string): void {
  const mark = Buffer.from('ExcludeClipboardContentFromMonitorProcessing\0', 'utf16le')
  OpenClipboard(null)
  EmptyClipboard()
  SetClipboardData(RegisterClipboardFormatW(mark), inMemory(Buffer.from([1])).handle)
  SetClipboardData(CF_UNICODETEXT, inMemory(Buffer.from(`${text}\0`, 'utf16le')).handle)
  CloseClipboard()
}
