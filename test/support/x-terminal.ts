import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from './until.ts'

export interface Terminal extends AsyncDisposable {
  /** All that was typed into it so far; Return is `\r`. */
  typed(): string
}

/** A real xterm that keeps the keys it gets. Without a window manager they go to the window below the pointer. */
export async function startTerminal(display: string, geometry = '80x24+0+0'): Promise<Terminal> {
  const folder = mkdtempSync(join(tmpdir(), 'terminal-'))
  const file = join(folder, 'typed')
  // Else what runs in it may begin before there is a window.
  const shown = ['-xrm', '*waitForMap: true']
  const args = ['-u8', ...shown, '-geometry', geometry, '-e', `stty raw -echo; cat > ${file}`]
  const env = { ...process.env, DISPLAY: display, LC_ALL: 'C.UTF-8' }
  const terminal = spawn('xterm', args, { env, stdio: 'ignore' })
  const ended = once(terminal, 'exit')
  await until(() => existsSync(file), 'the terminal')
  return {
    typed: () => readFileSync(file, 'utf8'),
    async [Symbol.asyncDispose]() {
      terminal.kill()
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

export function moveTerminal(display: string, x: number, y: number): void {
  const args = ['search', '--onlyvisible', '--class', 'xterm', 'windowmove', `${x}`, `${y}`]
  execFileSync('xdotool', args, { env: { ...process.env, DISPLAY: display } })
}
