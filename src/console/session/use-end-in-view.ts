import { type ReadonlySignal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Pixels from the end within which somebody counts as reading the newest line. */
const NEAR_END = 40

interface EndInView<E> {
  readonly list: RefObject<E | null>
  readonly atEnd: ReadonlySignal<boolean>
  readonly onScroll: () => void
  readonly toEnd: () => void
}

/** Brings the newest line of a list into view unless somebody reads further up. */
export function useEndInView<E extends HTMLElement>(lines: unknown): EndInView<E> {
  const list = useRef<E>(null)
  const atEnd = useSignal(true)
  const size = useRef('')
  const planned = useRef(0)
  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight })
  const pin = () => {
    if (atEnd.peek()) toEnd()
  }
  // With the next frame, when the page is laid out anyway: many lines may come in one, and each would lay it out at once.
  useLayoutEffect(() => {
    cancelAnimationFrame(planned.current)
    planned.current = requestAnimationFrame(pin)
  }, [lines])
  useLayoutEffect(() => {
    if (!list.current) return
    // A notice above the page, or another width, takes away lines at the end.
    const observer = new ResizeObserver(() => {
      size.current = sizeOf(list.current)
      pin()
    })
    observer.observe(list.current)
    return () => observer.disconnect()
  }, [])
  const onScroll = () => {
    // What moves together with the size was moved by the browser, and not by a reader.
    if (list.current && sizeOf(list.current) === size.current) atEnd.value = isAtEnd(list.current)
  }
  return { list, atEnd, onScroll, toEnd }
}

function isAtEnd({ scrollTop, clientHeight, scrollHeight }: Element): boolean {
  return scrollTop + clientHeight > scrollHeight - NEAR_END
}

function sizeOf(list: Element | null): string {
  return `${list?.clientWidth} ${list?.clientHeight}`
}
