import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Clock } from '../../../base/clock.ts'
import { Emitter } from '../../../base/emitter.ts'
import { escapeControls } from '../../../base/logger.ts'
import { actionsOf, type Permission } from '../../../protocol/permission.ts'
import type { LogEntry } from '../../session/session-log.ts'
import type { AppletStatus } from '../../session/session-state.ts'
import {
  type ChatLine,
  type CustomerUi,
  type CustomerUiEvents,
  type Prompt,
  readAloud,
  type Trust,
} from '../customer-ui.ts'

/**
 * Milliseconds after a prompt appears in which a terminal's keys do not count: what was typed before it, by the customer or
 * by a technician with control, is no answer to it.
 */
const TOO_SOON_MS = 500

const HELP = 'Type  x  to take back all permissions,  end  to end the session,  or a message to your technician.'

interface Parts {
  readonly input: Readable & { isTTY?: boolean }
  readonly output: Writable
  readonly clock: Clock
  /** Ctrl+C in a terminal that is read key by key, where it raises no signal by itself. */
  readonly onInterrupt: () => void
}

/** The customer's side in a terminal: sentences out, lines in. */
export class TerminalShell implements CustomerUi {
  readonly name = 'terminal'
  readonly #lines: Interface
  readonly #output: Writable
  readonly #clock: Clock
  /** A pipe cannot be typed into by somebody who controls the screen, so its lines count at once. */
  readonly #isTerminal: boolean
  readonly #emitter = new Emitter<CustomerUiEvents>()
  #verified = false
  #answer: ((line: string) => void) | undefined

  constructor({ input, output, clock, onInterrupt }: Parts) {
    this.#output = output
    this.#clock = clock
    this.#isTerminal = input.isTTY === true
    this.#lines = createInterface({ input, ...(this.#isTerminal ? { output, terminal: true } : {}) })
    this.#lines.on('line', (line) => this.#typed(line.trim()))
    this.#lines.on('SIGINT', onInterrupt)
  }

  showStatus(status: AppletStatus): void {
    if (status === 'active') this.#say(HELP)
  }

  showPermissions(granted: readonly Permission[]): void {
    const actions = actionsOf(granted)
    this.#say(
      actions
        ? `● ${this.#verified ? 'Your technician' : 'Somebody who is NOT VERIFIED'} can ${actions}.`
        : '○ Your technician sees nothing and can do nothing.',
    )
  }

  /** Chat has its own line. */
  showLogEntry({ time, kind, text }: LogEntry): void {
    if (kind !== 'chat') this.#say(`  ${timeOfDay(time)}  ${text}`)
  }

  showTrust(trust: Trust): void {
    this.#verified = trust === 'verified'
  }

  showCode(digits: string | undefined): void {
    if (digits !== undefined) this.#say(`\n  ${readAloud(digits)}\n`)
  }

  /** What the customer typed stands there already. */
  showChat({ from, name, time, text }: ChatLine): void {
    if (from === 'technician')
      this.#say(`  ${timeOfDay(time)}  ${name}: ${text.split('\n').map(escapeControls).join('\n      ')}`)
  }

  async ask(prompt: Prompt, closed: AbortSignal): Promise<'yes' | 'no'> {
    const question = `\n${prompt.text}\nType  yes  or  no  (no answer within ${Math.round(prompt.timeMs / 1000)} seconds means no):`
    this.#say(question)
    this.#clearLine()
    const answered = Promise.withResolvers<'yes' | 'no'>()
    const openedAt = this.#clock.monotonic()
    const close = () => answered.resolve('no')
    closed.addEventListener('abort', close, { once: true })
    this.#answer = (line) => {
      if (this.#isTerminal && this.#clock.monotonic() - openedAt < TOO_SOON_MS) {
        this.#say('That was too quick. Please read the question and answer again.')
      } else if (isYes(line)) answered.resolve('yes')
      else if (isNo(line)) answered.resolve('no')
      else this.#say('Please type  yes  or  no.')
    }
    try {
      return await answered.promise
    } finally {
      closed.removeEventListener('abort', close)
      this.#answer = undefined
      if (closed.aborted) this.#say('The question is closed; the answer is no.')
    }
  }

  on<E extends keyof CustomerUiEvents>(event: E, listener: (value: CustomerUiEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#lines.close()
  }

  #typed(said: string): void {
    const line = said.toLowerCase()
    if (line === 'x' || line === 'revoke') this.#revokeAll()
    else if (line === 'end' || line === 'quit' || line === 'exit') this.#emitter.emit('end', undefined)
    else if (this.#answer) this.#answer(line)
    // A Yes or No that comes too late is no message.
    else if (isYes(line) || isNo(line)) this.#say('No question is open. To answer in the chat, write more than that.')
    else if (line === 'help' || line === '?') this.#say(HELP)
    else if (said !== '') this.#emitter.emit('said', said)
  }

  #revokeAll(): void {
    this.#emitter.emit('revokeAll', undefined)
    this.#say('Everything is taken back. Nobody sees your screen or uses your mouse and keyboard.')
  }

  /** Throws away a half-typed line. */
  #clearLine(): void {
    if (this.#isTerminal) this.#lines.write(null, { ctrl: true, name: 'u' })
  }

  #say(sentence: string): void {
    this.#output.write(`${sentence}\n`)
  }
}

function isYes(line: string): boolean {
  return line === 'yes' || line === 'y'
}

function isNo(line: string): boolean {
  return line === 'no' || line === 'n'
}

function timeOfDay(time: number): string {
  return new Date(time).toLocaleTimeString('en-GB')
}
