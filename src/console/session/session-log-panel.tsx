import './session-log-panel.css'
import { t, timeOfDay } from '../../ui/words/words.ts'
import type { SessionLog } from './session-log.ts'
import { useEndInView } from './use-end-in-view.ts'

/** What happened, oldest first. */
export function SessionLogPanel({ log }: { readonly log: SessionLog }) {
  const lines = log.lines.value
  const { list, onScroll } = useEndInView<HTMLOListElement>(lines)
  return (
    <section class="session-log" aria-label={t('session.log')}>
      <h3>{t('session.log')}</h3>
      {lines.length === 0 && <p>{t('session.log.empty')}</p>}
      <ol
        ref={list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard in every browser
        tabIndex={0}
        onScroll={onScroll}
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
