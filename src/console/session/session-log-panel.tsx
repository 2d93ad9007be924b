import './session-log-panel.css'
import type { Signal } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { t, timeOfDay } from '../../ui/words/words.ts'
import { PanelEdge } from './panel-edge.tsx'
import type { SessionLog } from './session-log.ts'

/** Pixels from the end within which somebody counts as reading the newest line. */
const NEAR_END = 40

interface Props {
  readonly log: SessionLog
  readonly width: Signal<number>
}

/** What happened, oldest first. The newest line comes into view unless somebody reads further up. */
export function SessionLogPanel({ log, width }: Props) {
  const id = useId()
  const list = useRef<HTMLOListElement>(null)
  const atEnd = useRef(true)
  const size = useRef('')
  const lines = log.lines.value
  const pin = () => {
    if (atEnd.current) list.current?.scrollTo({ top: list.current.scrollHeight })
  }
  useLayoutEffect(pin, [lines])
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
  return (
    <section id={id} class="session-log" aria-label={t('session.log')} style={{ width: `${width.value}px` }}>
      <PanelEdge width={width} controls={id} />
      <h3>{t('session.log')}</h3>
      {lines.length === 0 && <p>{t('session.log.empty')}</p>}
      <ol
        ref={list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard in every browser
        tabIndex={0}
        onScroll={({ currentTarget }) => {
          // What moves together with the size was moved by the browser, and not by a reader.
          if (sizeOf(currentTarget) === size.current) atEnd.current = isAtEnd(currentTarget)
        }}
      >
        {lines.map(({ time, text }) => (
          <li key={`${time} ${text}`}>
            <time class="figures" dateTime={new Date(time).toISOString()}>
              {timeOfDay(time)}
            </time>
            {text}
          </li>
        ))}
      </ol>
    </section>
  )
}

function isAtEnd({ scrollTop, clientHeight, scrollHeight }: Element): boolean {
  return scrollTop + clientHeight > scrollHeight - NEAR_END
}

function sizeOf(list: Element | null): string {
  return `${list?.clientWidth} ${list?.clientHeight}`
}
