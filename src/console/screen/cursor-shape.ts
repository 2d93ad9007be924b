import type { AppletMessage } from '../../protocol/peer/catalog.ts'

type CursorChanged = Extract<AppletMessage, { type: 'cursor-changed' }>

interface Shape {
  readonly image: ImageData
  readonly hotX: number
  readonly hotY: number
  /** Made when it is first asked for. */
  css?: string
}

/**
 * The customer's pointer as an element of its own above the picture, so that moving it costs no pixels of the screen. The
 * element's owner places it; this one knows what it looks like, and looked before.
 */
export class CursorShape {
  readonly element = document.createElement('canvas')
  /** By their places; the schema of the messages limits how many and how large. */
  readonly #kept = new Map<number, Shape>()
  #shape: Shape | undefined

  constructor() {
    this.element.className = 'remote-cursor'
    this.element.setAttribute('aria-hidden', 'true')
    this.hide()
  }

  /** The same shape for the technician's own pointer, which then moves without delay; browsers scale none. */
  get css(): string {
    if (!this.#shape) return 'default'
    const { hotX, hotY } = this.#shape
    this.#shape.css ??= `url(${this.element.toDataURL()}) ${hotX} ${hotY}, default`
    return this.#shape.css
  }

  /** A shape whose bytes do not fit its size is ignored: the last one stays. */
  change({ id, width, height, hotX, hotY, pixels }: CursorChanged): void {
    const rgba = fromBase64(pixels)
    if (rgba?.byteLength !== width * height * 4) return
    this.#kept.set(id, { image: new ImageData(rgba, width, height), hotX, hotY })
    this.reuse(id)
  }

  /** A place in which nothing is kept leaves the pointer as it is. */
  reuse(id: number): void {
    const shape = this.#kept.get(id)
    if (!shape || shape === this.#shape) return
    this.#shape = shape
    this.element.width = shape.image.width
    this.element.height = shape.image.height
    this.element.getContext('2d')?.putImageData(shape.image, 0, 0)
  }

  /** Places the hot spot at a pixel of the screen that is shown `scale` times its size. */
  place(x: number, y: number, scale: number): void {
    if (!this.#shape) return
    const { hotX, hotY } = this.#shape
    this.element.hidden = false
    this.element.style.transform = `translate(${(x - hotX) * scale}px, ${(y - hotY) * scale}px) scale(${scale})`
  }

  hide(): void {
    this.element.hidden = true
  }
}

function fromBase64(text: string): Uint8ClampedArray<ArrayBuffer> | undefined {
  try {
    return Uint8ClampedArray.from(atob(text), (char) => char.charCodeAt(0))
  } catch {
    return undefined
  }
}
