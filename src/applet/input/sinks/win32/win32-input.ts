import { unreachable } from '../../../../base/assert.ts'
import { realClock } from '../../../../base/clock.ts'
import type { InputMessage } from '../../../../protocol/peer/catalog.ts'
import type { Permitted } from '../../../permission/permission-gate.ts'
import { inputTimes } from '../../../win32/input-times.ts'
import { pressSecureAttention } from '../../../win32/secure-attention.ts'
import { GetSystemMetrics, SendInput, SM_SWAPBUTTON } from '../../../win32/user32.ts'
import { usePhysicalPixels, virtualScreen } from '../../../win32/virtual-screen.ts'
import { InputFailed, InputRefused, type InputSink } from '../../input-sink.ts'
import { type InputRecord, packRecords, RECORD_BYTES } from './input-records.ts'
import { Keyboard } from './keyboard.ts'
import { LastInput } from './last-input.ts'
import { Pointer } from './pointer.ts'

/** Mouse and keyboard of Windows, by SendInput. */
export class Win32Input implements InputSink {
  readonly name = 'Windows (SendInput)'
  readonly #pointer = new Pointer()
  readonly #keyboard = new Keyboard()
  readonly #lastInput = new LastInput(inputTimes, realClock)

  constructor() {
    usePhysicalPixels()
  }

  prepare(): undefined {
    return undefined
  }

  inject(input: Permitted<InputMessage>): void {
    if (input.type === 'key-pressed' && this.#keyboard.isSecureAttention(input.code)) {
      if (pressSecureAttention()) return
      throw new InputRefused('needs-elevation')
    }
    const records = this.#recordsOf(input)
    if (this.#send(records) < records.length) {
      throw new InputFailed('Windows takes no input now: it shows its lock screen or asks a question of its own.')
    }
  }

  releaseAll(): void {
    this.#send([...this.#pointer.releaseAll(isSwapped()), ...this.#keyboard.releaseAll()])
  }

  onceCustomerActs(listener: () => void): Disposable {
    return this.#lastInput.onceCustomerActs(listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.releaseAll()
  }

  #recordsOf(input: InputMessage): InputRecord[] {
    switch (input.type) {
      case 'pointer-moved':
        return [this.#pointer.move(input, virtualScreen())]
      case 'button-pressed':
        return [this.#pointer.move(input, virtualScreen()), ...this.#pointer.press(input.button, isSwapped())]
      case 'button-released':
        return [this.#pointer.move(input, virtualScreen()), ...this.#pointer.release(input.button, isSwapped())]
      case 'wheel-turned':
        return [this.#pointer.move(input, virtualScreen()), ...this.#pointer.turn(input.dx, input.dy)]
      case 'key-pressed':
        return this.#keyboard.press(input.code)
      case 'key-released':
        return this.#keyboard.release(input.code)
      case 'text-entered':
        return this.#keyboard.type(input.text)
      case 'input-let-go':
        return [...this.#pointer.releaseAll(isSwapped()), ...this.#keyboard.releaseAll()]
      default:
        return unreachable(input)
    }
  }

  /** How many were taken. Those of one call come one after the other: nothing that the customer does gets in between. */
  #send(records: readonly InputRecord[]): number {
    if (records.length === 0) return 0
    const taken = SendInput(records.length, packRecords(records), RECORD_BYTES)
    this.#lastInput.acted()
    return taken
  }
}

/** Left-handed people can have the buttons of their mouse swapped, and Windows then swaps ours along with them. */
function isSwapped(): boolean {
  return GetSystemMetrics(SM_SWAPBUTTON) !== 0
}
