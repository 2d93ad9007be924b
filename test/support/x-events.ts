import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { until } from './until.ts'

export interface XEvents extends AsyncDisposable {
  /** What happened in the window, in order: `button 1 down`, `key 38 up`. */
  readonly seen: readonly string[]
}

/** A window at the upper left corner that tells every button and key it gets, as `xev` sees them. */
export async function watchXEvents(display: string): Promise<XEvents> {
  const args = ['-geometry', '600x400+0+0', '-event', 'button', '-event', 'keyboard', '-event', 'expose']
  const xev = spawn('xev', args, { env: { ...process.env, DISPLAY: display }, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = once(xev, 'exit')
  const seen: string[] = []
  let way = ''
  let shown = false
  createInterface(xev.stdout).on('line', (line) => {
    shown ||= line.startsWith('Expose')
    if (/^\w+ event/.test(line)) way = /^(Button|Key)Press/.test(line) ? 'down' : 'up'
    const what = /\b(button|keycode) (\d+)/.exec(line)
    if (what) seen.push(`${what[1] === 'button' ? 'button' : 'key'} ${what[2]} ${way}`)
  })
  await until(() => shown, 'the window of xev')
  return {
    seen,
    async [Symbol.asyncDispose]() {
      xev.kill()
      await ended
    },
  }
}
