import { effect } from '@preact/signals'
import { pictureSize, type Zoom } from '../screen/viewport.ts'
import type { CustomerScreen } from './customer-screen.ts'

/** Shows the canvas in its place on the page, as large as the zoom says, with the customer's pointer above it. */
export class PictureFrame implements Disposable {
  readonly #stage: HTMLElement
  readonly #screen: CustomerScreen
  readonly #zoom: Zoom
  readonly #controlled: boolean
  readonly #element = document.createElement('div')
  readonly #observer = new ResizeObserver(() => this.#layOut())
  readonly #stops: readonly (() => void)[]
  #scale = 1

  /** Whoever controls points with the customer's pointer itself; whoever only views sees it move. */
  constructor(stage: HTMLElement, screen: CustomerScreen, zoom: Zoom, controlled: boolean) {
    this.#stage = stage
    this.#screen = screen
    this.#zoom = zoom
    this.#controlled = controlled
    this.#element.className = 'picture'
    this.#element.append(screen.canvas.element, screen.cursor.element)
    stage.append(this.#element)
    this.#observer.observe(stage)
    this.#stops = [effect(() => this.#layOut()), effect(() => this.#placeCursor())]
  }

  [Symbol.dispose](): void {
    for (const stop of this.#stops) stop()
    this.#observer.disconnect()
    this.#element.remove()
  }

  #layOut(): void {
    const size = this.#screen.shown.value
    if (!size) return
    const stage = { width: this.#stage.clientWidth, height: this.#stage.clientHeight }
    const shown = pictureSize(size, stage, this.#zoom, devicePixelRatio)
    this.#element.style.width = `${shown.width}px`
    this.#element.style.height = `${shown.height}px`
    this.#scale = shown.width / size.width
    this.#placeCursor()
  }

  #placeCursor(): void {
    const { cursor, pointer, shapes } = this.#screen
    const at = pointer.value
    // A new shape has to be shown even where the pointer stands still.
    const shape = shapes.value > 0 && this.#controlled ? cursor.css : ''
    if (this.#element.style.cursor !== shape) this.#element.style.cursor = shape
    if (at && !this.#controlled) cursor.place(at.x, at.y, this.#scale)
    else cursor.hide()
  }
}
