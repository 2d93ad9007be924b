import type { AppletMessage } from '../../protocol/peer/catalog.ts'

type CursorChanged = Extract<AppletMessage, { type: 'cursor-changed' }>

/**
 * The customer's pointer as an element of its own above the picture, so that moving it costs no pixels of the screen. The
 * element's owner places it; this one knows what it looks like.
 */
export class CursorShape {
  readonly element = document.createElement('canvas')
  #hot = { x: 0, y: 0 }
  #known = false

  constructor() {
    this.element.className = 'remote-cursor'
    this.element.setAttribute('aria-hidden', 'true')
    this.hide()
  }

  /** The same shape for the technician's own pointer, which then moves without delay; browsers scale none. */
  get css(): string {
    if (!this.#known) return 'default'
    return `url(${this.element.toDataURL()}) ${this.#hot.x} ${this.#hot.y}, default`
  }

  /** A shape whose bytes do not fit its size is ignored: the last one stays. */
  change({ width, height, hotX, hotY, pixels }: CursorChanged): void {
    const rgba = fromBase64(pixels)
    if (rgba?.byteLength !== width * height * 4) return
    this.element.width = width
    this.element.height = height
    this.element.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0)
    this.#hot = { x: hotX, y: hotY }
    this.#known = true
  }

  /** Places the hot spot at a pixel of the screen that is shown `scale` times its size. */
  place(x: number, y: number, scale: number): void {
    if (!this.#known) return
    this.element.hidden = false
    this.element.style.transform = `translate(${(x - this.#hot.x) * scale}px, ${(y - this.#hot.y) * scale}px) scale(${scale})`
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
