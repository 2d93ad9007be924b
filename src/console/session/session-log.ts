import { signal } from '@preact/signals'
import { SessionLogChain } from './session-log-chain.ts'

export interface LogLine {
  readonly time: number
  readonly text: string
  /** Its number in the customer's log; the broker's lines have none. */
  readonly seq?: number
}

/** Lines of broker and applet in the order of their times. A line that comes twice, after a reconnect, stands once. */
export class SessionLog {
  readonly lines = signal<readonly LogLine[]>([])
  /** Of the customer's lines. */
  readonly chain = new SessionLogChain()

  add(...added: readonly LogLine[]): void {
    const known = new Set(this.lines.peek().map(identityOf))
    const fresh = added.filter((line) => !known.has(identityOf(line)))
    if (fresh.length > 0) this.lines.value = [...this.lines.peek(), ...fresh].sort((a, b) => a.time - b.time)
  }
}

/** What tells a line from every other. */
export function identityOf({ time, text, seq }: LogLine): string {
  return seq === undefined ? `${time} ${text}` : `customer ${seq} ${time}`
}
