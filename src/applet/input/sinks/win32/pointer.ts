import type { Size } from '../../../../base/rect.ts'
import type { Button } from '../../../../protocol/peer/messages/input.ts'
import { PressedKeys } from '../../pressed-keys.ts'
import { WheelNotches } from '../../wheel-notches.ts'
import { MOUSE_FLAGS, type MouseRecord } from './input-records.ts'

type PhysicalButton = Pick<MouseRecord, 'data'> & { readonly down: number; readonly up: number }

const { leftDown, leftUp, middleDown, middleUp, rightDown, rightUp, extraDown, extraUp } = MOUSE_FLAGS

const BUTTONS: Readonly<Record<Button, PhysicalButton>> = {
  left: { down: leftDown, up: leftUp, data: 0 },
  middle: { down: middleDown, up: middleUp, data: 0 },
  right: { down: rightDown, up: rightUp, data: 0 },
  back: { down: extraDown, up: extraUp, data: 1 },
  forward: { down: extraDown, up: extraUp, data: 2 },
}

/** What Windows calls WHEEL_DELTA. Many programs take whole notches only. */
const NOTCH = 120

/** Turns what a technician's mouse does into records for SendInput. */
export class Pointer {
  readonly #pressed = new PressedKeys<Button>()
  readonly #wheel = new WheelNotches()

  /** To a pixel of the picture of a screen. Never by steps, which Windows would accelerate. */
  move({ x, y }: { readonly x: number; readonly y: number }, { width, height }: Size): MouseRecord {
    const flags = MOUSE_FLAGS.move | MOUSE_FLAGS.absolute | MOUSE_FLAGS.virtualDesk
    return { device: 'mouse', dx: toAbsolute(x, width), dy: toAbsolute(y, height), data: 0, flags }
  }

  press(button: Button, swapped: boolean): MouseRecord[] {
    return this.#pressed.press(button) ? [buttonRecord(button, 'down', swapped)] : []
  }

  release(button: Button, swapped: boolean): MouseRecord[] {
    return this.#pressed.release(button) ? [buttonRecord(button, 'up', swapped)] : []
  }

  releaseAll(swapped: boolean): MouseRecord[] {
    return this.#pressed.all.flatMap((button) => this.release(button, swapped))
  }

  /** 120 units are one notch; positive is right and down. To Windows positive is right and up. */
  turn(dx: number, dy: number): MouseRecord[] {
    const { right, down } = this.#wheel.turn(dx, dy)
    return [...wheelRecords(MOUSE_FLAGS.sidewaysWheel, right), ...wheelRecords(MOUSE_FLAGS.wheel, -down)]
  }
}

/**
 * The middle of a pixel in the units of SendInput, of which 65,536 go over the whole length. The middle, because half a
 * pixel of room on both sides makes up for any rounding.
 */
export function toAbsolute(pixel: number, length: number): number {
  return Math.floor((pixel * 65_536 + 32_768) / length)
}

function wheelRecords(flags: number, notches: number): MouseRecord[] {
  return notches === 0 ? [] : [{ device: 'mouse', dx: 0, dy: 0, data: notches * NOTCH, flags }]
}

function buttonRecord(button: Button, edge: 'down' | 'up', swapped: boolean): MouseRecord {
  const { data, ...flags } = BUTTONS[swapped ? otherHand(button) : button]
  return { device: 'mouse', dx: 0, dy: 0, data, flags: flags[edge] }
}

function otherHand(button: Button): Button {
  if (button === 'left') return 'right'
  return button === 'right' ? 'left' : button
}
