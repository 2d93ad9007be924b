import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import type { Clipboard } from '../../src/applet/clipboard/clipboard.ts'
import { PermissionGate } from '../../src/applet/permission/permission-gate.ts'
import { until } from './until.ts'

const run = promisify(execFile)

/** Somebody on that display copies the text with a real program, which then holds it in the background. */
export async function copyOn(display: string, text: string): Promise<void> {
  const xclip = spawn('xclip', ['-display', display, '-selection', 'clipboard', '-in'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  xclip.stdin.end(text)
  const [status] = await once(xclip, 'exit')
  if (status !== 0) throw new Error('xclip could not copy')
  // What stays in the background may not have told the X server yet.
  await until(async () => (await pasteOn(display)) === text, 'the text being in the clipboard')
}

/** What a real program on that display pastes; empty when there is nothing. */
export async function pasteOn(display: string): Promise<string> {
  const args = ['-display', display, '-selection', 'clipboard', '-out', '-target', 'UTF8_STRING']
  const pasted = await run('xclip', args, { maxBuffer: 1 << 24 }).catch(() => ({ stdout: '' }))
  return pasted.stdout
}

const gate = new PermissionGate()
gate.grant('clipboard')

/** Puts text there the way the applet does: through the gate. */
export function put(clipboard: Clipboard, text: string): boolean {
  const admission = gate.admit({ type: 'clipboard-changed', text }, gate.epoch)
  return 'permitted' in admission && clipboard.write(admission.permitted)
}
