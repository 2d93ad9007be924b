import { signal } from '@preact/signals'

export interface LogLine {
  readonly time: number
  readonly text: string
}

/** Lines of broker and applet in the order of their times. A line that comes twice, after a reconnect, stands once. */
export class SessionLog {
  readonly lines = signal<readonly LogLine[]>([])

  add(...added: readonly LogLine[]): void {
    const known = new Set(this.lines.peek().map(identity))
    const fresh = added.filter((line) => !known.has(identity(line)))
    if (fresh.length > 0) this.lines.value = [...this.lines.peek(), ...fresh].sort((a, b) => a.time - b.time)
  }
}

function identity({ time, text }: LogLine): string {
  return `${time} ${text}`
}
