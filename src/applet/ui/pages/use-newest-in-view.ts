import { useLayoutEffect, useRef } from 'preact/hooks'

/** Pixels from the end within which somebody counts as reading the newest line. */
const NEAR_END = 60

/** Unless somebody reads further up; `insists`: even then. */
export function useNewestInView(
  list: { readonly current: HTMLElement | null },
  lines: readonly unknown[],
  insists = false,
): void {
  const heightBefore = useRef(0)
  useLayoutEffect(() => {
    const shown = list.current
    if (!shown) return
    const wasAtEnd = shown.scrollTop + shown.clientHeight > heightBefore.current - NEAR_END
    if (wasAtEnd || insists) shown.scrollTop = shown.scrollHeight
    heightBefore.current = shown.scrollHeight
  }, [lines])
}
