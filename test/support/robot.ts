import type { PeerMessage } from '../../src/protocol/peer/catalog.ts'
import type { AppletEvent } from './test-applet.ts'
import type { TestScreen } from './test-screen.ts'
import { until } from './until.ts'
import { placeOf, windowsOfClass } from './x-windows.ts'
import { xorshift } from './xorshift.ts'

export const TRIES_EACH = 100
const HEARD_MS = 4000
/** What would allow, say or send something if a customer pressed or typed it. */
const KEYS = ['Enter', 'Space', 'Tab', 'KeyY', 'ArrowRight', 'NumpadAdd'] as const
const TEXTS = ['yes\n', 'hello\n', 'send /etc/hostname\n', '1 2\n', '15\n', 'log /tmp\n', 'save 1 /tmp\n']

/** How a customer is shown the session, and what a hand at this computer does in it. */
export interface Mode {
  readonly events: () => readonly AppletEvent[]
  /** The X class of what is on the screen. */
  readonly windows: string
  /** Yes to the only question there is, once; whether it counted the events tell. */
  readonly yes: () => void | Promise<void>
  readonly no: () => void | Promise<void>
}

/** Somebody whose program clicks and types for them, and the customer beside it. */
export class Robot {
  readonly screen: TestScreen
  readonly mode: Mode
  readonly #display: string
  readonly #next = xorshift(20_261_122)
  sent = 0

  constructor(display: string, mode: Mode, screen: TestScreen) {
    this.#display = display
    this.mode = mode
    this.screen = screen
  }

  all(event: string): AppletEvent[] {
    return this.mode.events().filter((one) => one.event === event)
  }

  /** A technician asks; the customer is asked. */
  async asks(permission: 'control' | 'clipboard' | 'files.send'): Promise<void> {
    const before = this.all('prompt').length
    this.screen.send({ type: 'permission-requested', permission })
    await until(
      () => this.all('prompt').length > before,
      `the prompt for ${permission} (line: ${this.screen.closed ?? 'open'})`,
      60_000,
    )
  }

  /** Does it as long as it takes: what comes too soon does not count. */
  async customerSays(said: 'yes' | 'no', isHeard: () => boolean): Promise<void> {
    await until(
      async () => {
        await Promise.resolve(this.mode[said]()).catch(() => {})
        // Long enough for one that counted to be told: said twice it would be said to something else.
        return until(isHeard, said, HEARD_MS).then(
          () => true,
          () => false,
        )
      },
      `${said} of the customer`,
      90_000,
    )
  }

  async fire(): Promise<void> {
    for (let time = 0; time < TRIES_EACH; time += 1) {
      for (const message of this.#anything()) {
        this.screen.send(message)
        this.sent += 1
      }
    }
    await until(() => this.counted >= this.sent, 'every try to be counted', 60_000)
  }

  /** Injected and refused. */
  get counted(): number {
    const refused = Object.values(this.refused).reduce((sum, count) => sum + count, 0)
    return this.injected + refused
  }

  get injected(): number {
    return this.all('input').reduce((sum, { injected }) => sum + Number(injected), 0)
  }

  get refused(): Record<string, number> {
    const sums: Record<string, number> = {}
    for (const { refused } of this.all('input')) {
      for (const [reason, count] of Object.entries(refused as object)) sums[reason] = (sums[reason] ?? 0) + count
    }
    return sums
  }

  #anything(): PeerMessage[] {
    const one = <T>(of: readonly T[]) => of[Math.floor(this.#next() * of.length)] as T
    const kind = this.#next()
    if (kind < 0.5) {
      const point = this.#point()
      return [
        { type: 'button-pressed', ...point, button: 'left' },
        { type: 'button-released', ...point, button: 'left' },
      ]
    }
    if (kind < 0.8) {
      const code = one(KEYS)
      return [
        { type: 'key-pressed', code },
        { type: 'key-released', code },
      ]
    }
    return [{ type: 'text-entered', text: one(TEXTS) }]
  }

  /** Where the customer's window is now. */
  #point(): { x: number; y: number } {
    const { x, y, width, height } = this.#place
    const within = (from: number, length: number) => Math.floor(from + 2 + this.#next() * (length - 4))
    return { x: within(x, width), y: within(y, height) }
  }

  #placeOfLast = { x: 0, y: 0, width: 100, height: 100 }
  #looked = -1
  get #place() {
    // A look costs a process.
    if (this.#looked !== Math.floor(this.sent / 20)) {
      this.#looked = Math.floor(this.sent / 20)
      const window = windowsOfClass(this.#display, this.mode.windows).at(-1)
      if (window) this.#placeOfLast = placeOrLast(this.#display, window, this.#placeOfLast)
    }
    return this.#placeOfLast
  }
}

/** A dialog may go between two looks. */
function placeOrLast(display: string, window: string, last: ReturnType<typeof placeOf>): ReturnType<typeof placeOf> {
  try {
    return placeOf(display, window)
  } catch {
    return last
  }
}
