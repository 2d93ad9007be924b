import { unreachable } from '../../../base/assert.ts'
import type { InputMessage } from '../../../protocol/peer/catalog.ts'
import type { Button } from '../../../protocol/peer/messages/input.ts'
import { type Libnut, loadLibnut, pixelsPerUnit } from '../../libnut/load-libnut.ts'
import type { Permitted } from '../../permission/permission-gate.ts'
import { InputFailed, type InputSink } from '../input-sink.ts'
import { PressedKeys } from '../pressed-keys.ts'
import { WheelNotches } from '../wheel-notches.ts'
import { KEY_NAMES } from './libnut/key-names.ts'

/**
 * Mouse and keyboard by way of libnut. It has no back and forward buttons, and on Linux it types only some of the ASCII
 * characters. Throws InputFailed.
 */
export async function openLibnutSink(platform: NodeJS.Platform): Promise<InputSink> {
  try {
    const libnut = await loadLibnut(platform)
    // Libnut sleeps 10 ms after each act unless it is told not to.
    libnut.setMouseDelay(0)
    libnut.setKeyboardDelay(0)
    return new LibnutSink(libnut, platform)
  } catch (cause) {
    throw new InputFailed(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

const BUTTON_NAMES: Readonly<Partial<Record<Button, string>>> = { left: 'left', middle: 'middle', right: 'right' }

/** What libnut calls one notch of the wheel: a click of a button, a part of WHEEL_DELTA, pixels. */
const WHEEL_STEPS: Partial<Record<NodeJS.Platform, number>> = { linux: 1, win32: 120, darwin: 40 }

class LibnutSink implements InputSink {
  readonly name = 'libnut'
  readonly #libnut: Libnut
  readonly #pixelsPerUnit: () => number
  readonly #wheelStep: number
  readonly #buttons = new PressedKeys<string>()
  readonly #keys = new PressedKeys<string>()
  readonly #wheel = new WheelNotches()

  constructor(libnut: Libnut, platform: NodeJS.Platform) {
    this.#libnut = libnut
    this.#pixelsPerUnit = pixelsPerUnit(libnut)
    this.#wheelStep = WHEEL_STEPS[platform] ?? 1
  }

  prepare(): undefined {
    return undefined
  }

  inject(input: Permitted<InputMessage>): void {
    if ('x' in input) this.#libnut.moveMouse(input.x / this.#pixelsPerUnit(), input.y / this.#pixelsPerUnit())
    switch (input.type) {
      case 'pointer-moved':
        return
      case 'button-pressed':
        return this.#pressButton(BUTTON_NAMES[input.button])
      case 'button-released':
        return this.#releaseButton(BUTTON_NAMES[input.button])
      case 'wheel-turned':
        return this.#turn(input.dx, input.dy)
      case 'key-pressed':
        return this.#pressKey(KEY_NAMES.get(input.code))
      case 'key-released':
        return this.#releaseKey(KEY_NAMES.get(input.code))
      case 'text-entered':
        return this.#libnut.typeString(input.text)
      case 'input-let-go':
        return this.releaseAll()
      default:
        return unreachable(input)
    }
  }

  releaseAll(): void {
    for (const name of this.#buttons.all) this.#releaseButton(name)
    for (const name of this.#keys.all) this.#releaseKey(name)
  }

  #pressButton(name: string | undefined): void {
    if (name !== undefined && this.#buttons.press(name)) this.#libnut.mouseToggle('down', name)
  }

  #releaseButton(name: string | undefined): void {
    if (name !== undefined && this.#buttons.release(name)) this.#libnut.mouseToggle('up', name)
  }

  #pressKey(name: string | undefined): void {
    if (name !== undefined && this.#keys.press(name)) this.#libnut.keyToggle(name, 'down', [])
  }

  #releaseKey(name: string | undefined): void {
    if (name !== undefined && this.#keys.release(name)) this.#libnut.keyToggle(name, 'up', [])
  }

  // Libnut counts up and left.
  #turn(dx: number, dy: number): void {
    const { right, down } = this.#wheel.turn(dx, dy)
    if (right !== 0 || down !== 0) this.#libnut.scrollMouse(-right * this.#wheelStep, -down * this.#wheelStep)
  }

  onceCustomerActs(): Disposable {
    return { [Symbol.dispose]() {} }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.releaseAll()
  }
}
