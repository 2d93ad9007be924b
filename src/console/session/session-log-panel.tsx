import './session-log-panel.css'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { t, timeOfDay } from '../../ui/words/words.ts'
import type { SessionLog } from './session-log.ts'

/** Pixels from the end within which somebody counts as reading the newest line. */
const NEAR_END = 40

/** What happened, oldest first. The newest line comes into view unless somebody reads further up. */
export function SessionLogPanel({ log }: { readonly log: SessionLog }) {
  const list = useRef<HTMLOListElement>(null)
  const atEnd = useRef(true)
  const lines = log.lines.value
  useLayoutEffect(() => {
    if (atEnd.current) list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [lines])
  return (
    <section class="session-log" aria-label={t('session.log')}>
      <h3>{t('session.log')}</h3>
      {lines.length === 0 && <p>{t('session.log.empty')}</p>}
      <ol
        ref={list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard in every browser
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
          atEnd.current = scrollTop + clientHeight > scrollHeight - NEAR_END
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
