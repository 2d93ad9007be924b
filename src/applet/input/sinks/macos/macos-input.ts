import { unreachable } from '../../../../base/assert.ts'
import { type Clock, realClock } from '../../../../base/clock.ts'
import type { InputMessage } from '../../../../protocol/peer/catalog.ts'
import { type PlacedDisplay, toPoints } from '../../../macos/desktop-layout.ts'
import type { Permitted } from '../../../permission/permission-gate.ts'
import { InputFailed, type InputSink } from '../../input-sink.ts'
import { type InputTimes, LastInput } from '../win32/last-input.ts'
import { Keyboard } from './keyboard.ts'
import type { MacEvent } from './mac-event.ts'
import { Mouse } from './mouse.ts'

const NOT_TRUSTED =
  'This Mac does not let the program use its mouse and keyboard yet. To be allowed in System Settings, Privacy & Security, Accessibility.'

/** Milliseconds for which displays count as arranged as they were. */
const ARRANGED_MS = 1000

export interface MacosInputParts {
  /** Whether the person lets this program act in their place. */
  isTrusted(): boolean
  /** Has the system ask the person. */
  askToBeTrusted(): void
  readDisplays(): readonly PlacedDisplay[]
  /** False when the system made no event of it. */
  post(event: MacEvent): boolean
  readonly times: InputTimes
}

/** Mouse and keyboard of a Mac, by CGEvent. Never run on a Mac. */
export class MacosInput implements InputSink {
  readonly name = 'macOS (CGEvent)'
  readonly #parts: MacosInputParts
  readonly #clock: Clock
  readonly #mouse = new Mouse()
  readonly #keyboard = new Keyboard()
  readonly #lastInput: LastInput
  #displays: readonly PlacedDisplay[] = []
  #arrangedUntil = Number.NEGATIVE_INFINITY
  #asked = false

  constructor(parts: MacosInputParts, clock: Clock = realClock) {
    this.#parts = parts
    this.#clock = clock
    this.#lastInput = new LastInput(parts.times, clock)
  }

  prepare(): undefined {
    return undefined
  }

  inject(input: Permitted<InputMessage>): void {
    this.#requireTrust()
    if (!this.#post(this.#eventsOf(input))) throw new InputFailed('macOS makes no events of this input.')
  }

  releaseAll(): void {
    this.#post(this.#releaseEvents())
  }

  onceCustomerActs(listener: () => void): Disposable {
    return this.#lastInput.onceCustomerActs(listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.releaseAll()
  }

  /** Without the person's leave the system drops every event and says nothing. */
  #requireTrust(): void {
    if (this.#parts.isTrusted()) return
    if (!this.#asked) this.#parts.askToBeTrusted()
    this.#asked = true
    throw new InputFailed(NOT_TRUSTED)
  }

  /** False when some of them could not be made. */
  #post(events: readonly MacEvent[]): boolean {
    if (events.length === 0) return true
    const posted = events.filter((event) => this.#parts.post(event))
    this.#lastInput.acted()
    return posted.length === events.length
  }

  #eventsOf(input: InputMessage): MacEvent[] {
    const { flags } = this.#keyboard
    switch (input.type) {
      case 'pointer-moved':
        return [this.#move(input)]
      case 'button-pressed':
        return [this.#move(input), ...this.#mouse.press(input.button, this.#clock.monotonic(), flags)]
      case 'button-released':
        return [this.#move(input), ...this.#mouse.release(input.button, flags)]
      case 'wheel-turned':
        return [this.#move(input), ...this.#mouse.turn(input.dx, input.dy, flags)]
      case 'key-pressed':
        return this.#keyboard.press(input.code)
      case 'key-released':
        return this.#keyboard.release(input.code)
      case 'text-entered':
        return this.#keyboard.type(input.text)
      case 'input-let-go':
        return this.#releaseEvents()
      default:
        return unreachable(input)
    }
  }

  #releaseEvents(): MacEvent[] {
    return [...this.#mouse.releaseAll(this.#keyboard.flags), ...this.#keyboard.releaseAll()]
  }

  #move(pixel: { readonly x: number; readonly y: number }): MacEvent {
    const now = this.#clock.monotonic()
    if (now >= this.#arrangedUntil) {
      this.#displays = this.#parts.readDisplays()
      this.#arrangedUntil = now + ARRANGED_MS
    }
    return this.#mouse.move(toPoints(this.#displays, pixel), this.#keyboard.flags)
  }
}
