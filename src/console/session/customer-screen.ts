import { computed, signal } from '@preact/signals'
import { contains, type Rect } from '../../base/rect.ts'
import type { AppletMessage, ConsoleMessage } from '../../protocol/peer/catalog.ts'
import { decodeRect } from '../screen/choose-decoder.ts'
import { CursorShape } from '../screen/cursor-shape.ts'
import { ScreenCanvas } from '../screen/screen-canvas.ts'
import type { ConnectionMeter } from './connection-meter.ts'

type ScreenMessage = Extract<
  AppletMessage,
  { type: 'screen-described' | 'screen-lost' | 'cursor-changed' | 'cursor-reused' | 'cursor-moved' }
>

interface Point {
  readonly x: number
  readonly y: number
}

/** Picture and pointer of the customer's screen, and the acknowledgements that keep updates coming. */
export class CustomerScreen {
  readonly canvas = new ScreenCanvas(decodeRect)
  readonly cursor = new CursorShape()
  /** The part of the desktop in the picture, from its first pixels on. */
  readonly shown = signal<Rect | undefined>(undefined)
  /** Why no screen can be captured at the moment, in the applet's words. */
  readonly lost = signal<string | undefined>(undefined)
  /** Counts the shapes of the pointer. */
  readonly shapes = signal(0)
  /** Where the customer's pointer is, in pixels of the picture; undefined outside of it. */
  readonly pointer = computed(() => within(this.shown.value, this.#pointer.value))
  readonly #pointer = signal<Point | undefined>(undefined)

  constructor(send: (message: ConsoleMessage) => void, meter: ConnectionMeter) {
    this.canvas.on('done', (seq) => send({ type: 'update-painted', seq }))
    this.canvas.on('keyframeNeeded', () => send({ type: 'keyframe-requested' }))
    this.canvas.on('resized', () => {
      this.shown.value = undefined
    })
    this.canvas.on('painted', () => {
      meter.painted()
      this.shown.value = this.canvas.part
      this.lost.value = undefined
    })
  }

  /** Throws ProtocolError. */
  update(bytes: Uint8Array): void {
    this.canvas.update(bytes)
  }

  take(message: ScreenMessage): void {
    switch (message.type) {
      case 'screen-described':
        return this.canvas.describe(message.epoch, message)
      case 'screen-lost':
        this.lost.value = message.reason
        break
      case 'cursor-changed':
        this.cursor.change(message)
        this.shapes.value += 1
        break
      case 'cursor-reused':
        this.cursor.reuse(message.id)
        this.shapes.value += 1
        break
      case 'cursor-moved':
        this.#pointer.value = { x: message.x, y: message.y }
    }
  }

  clear(): void {
    this.canvas.clear()
    this.cursor.hide()
    this.#pointer.value = undefined
    this.lost.value = undefined
  }
}

function within(part: Rect | undefined, point: Point | undefined): Point | undefined {
  if (!part || !point || !contains(part, { ...point, width: 1, height: 1 })) return undefined
  return { x: point.x - part.x, y: point.y - part.y }
}
