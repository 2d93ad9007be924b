import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../support/until.ts'

const PATH = '/usr/sbin:/usr/bin:/sbin:/bin'

/** Node's crashes hang without the last; the first two would be asked for and downloaded. */
const LEFT_OUT = 'mscoree,mshtml,winedbg.exe='

/**
 * The Debian 13 that wine10-setup.sh prepared, with wine running on an X display of ours. It has mounts and processes of its
 * own, which all go when this is disposed, or when we are killed. Only root can open it.
 */
export class WineRoom implements AsyncDisposable {
  /** The drive C: of wine, from outside. */
  readonly driveC: string
  readonly #display: string
  readonly #server: ChildProcess
  readonly #serverPid: string

  static async open(root: string, display: string): Promise<WineRoom> {
    const mounts = 'mount -t devpts devpts /dev/pts && mount -t tmpfs tmpfs /tmp'
    const server = spawn('setpriv', [
      ...[
        '--pdeathsig',
        'KILL',
        'unshare',
        '--mount',
        '--pid',
        '--fork',
        '--kill-child',
        `--root=${root}`,
        '--mount-proc=/proc',
      ],
      ...['env', '-i', ...environment(display)],
      ...['sh', '-c', `${mounts} && exec wineserver --foreground --persistent`],
    ])
    const pid = () => readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8').trim()
    await until(() => pid() !== '' && listens(pid()), 'wine’s server')
    return new WineRoom(root, display, server, pid())
  }

  private constructor(root: string, display: string, server: ChildProcess, serverPid: string) {
    this.driveC = join(root, 'root/prefix/drive_c')
    this.#display = display
    this.#server = server
    this.#serverPid = serverPid
  }

  /** A program with windows only. */
  start(program: string, ...args: string[]): void {
    this.#enter(['wine', program, ...args], 'ignore')
  }

  /** A program in a terminal of its own, which wine makes a console of Windows. Its status is that of the program. */
  startInTerminal(program: string, ...args: string[]): ChildProcess {
    const command = ['wine', program, ...args].map((word) => `'${word}'`).join(' ')
    return this.#enter(['script', '--quiet', '--return', '--command', command, '/dev/null'], 'pipe')
  }

  #enter(command: readonly string[], stdio: 'ignore' | 'pipe'): ChildProcess {
    const inside = ['--target', this.#serverPid, '--mount', '--pid', '--root']
    return spawn('nsenter', [...inside, 'env', '-i', '--chdir=/', ...environment(this.#display), ...command], { stdio })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#server, 'exit')
    // It does not listen to SIGTERM.
    this.#server.kill('SIGKILL')
    await ended
  }
}

/** A program that comes before wine's server listens would start one of its own. */
function listens(serverPid: string): boolean {
  if (!readlinkSync(`/proc/${serverPid}/exe`).includes('wineserver')) return false
  const files = readdirSync(`/proc/${serverPid}/root/tmp`, { recursive: true, encoding: 'utf8' })
  return files.some((file) => file.endsWith('/socket'))
}

function environment(display: string): string[] {
  const wine = ['WINEPREFIX=/root/prefix', 'WINEDEBUG=-all', `WINEDLLOVERRIDES=${LEFT_OUT}`]
  return [`PATH=${PATH}`, 'HOME=/root', 'LANG=C.UTF-8', 'TERM=xterm', `DISPLAY=${display}`, ...wine]
}
