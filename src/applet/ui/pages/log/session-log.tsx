import './session-log.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { LogLine } from '../../view/customer-view.ts'
import { PlaceChoice } from '../files/place-choice.tsx'
import { t, timeOfDay } from '../speech.ts'
import { useNewestInView } from '../use-newest-in-view.ts'
import type { WindowProps } from '../window-props.ts'

interface Props extends WindowProps {
  readonly lines: readonly LogLine[]
}

/** Everything that was asked, allowed and done, to read and to keep. */
export function SessionLog({ view, act, lines }: Props) {
  const [isOpen, setOpen] = useState(false)
  const whole = useInView<HTMLElement>(isOpen)
  return (
    <section ref={whole} class="log" aria-label={t('window.log')}>
      <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{t('window.log')}</summary>
        {isOpen && <LogLines lines={lines} />}
        {isOpen && <KeepLog view={view} act={act} />}
      </details>
    </section>
  )
}

function LogLines({ lines }: { readonly lines: readonly LogLine[] }) {
  const list = useRef<HTMLElement>(null)
  useNewestInView(list, lines)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard in every browser
    <section ref={list} class="log-lines" aria-label={t('window.log.lines')} tabIndex={0}>
      <ol>
        {lines.map((line) => (
          <li key={line.seq}>
            <time class="figures" dateTime={new Date(line.time).toISOString()}>
              {timeOfDay(line.time)}
            </time>{' '}
            <bdi>{line.text}</bdi>
          </li>
        ))}
      </ol>
    </section>
  )
}

const FORMATS = ['text', 'verifiable'] as const

function KeepLog({ view, act }: WindowProps) {
  const [format, setFormat] = useState<(typeof FORMATS)[number]>()
  const whole = useInView<HTMLDivElement>(format !== undefined)
  return (
    <div ref={whole} class="keep-log">
      {FORMATS.map((each) => (
        <button
          key={each}
          type="button"
          class="button"
          title={t(`window.log.${each}.hint`)}
          aria-expanded={format === each}
          onClick={() => setFormat(format === each ? undefined : each)}
        >
          {t(`window.log.${each}`)}
        </button>
      ))}
      {format && (
        <PlaceChoice
          key={format}
          label={t(`window.log.${format}.hint`)}
          places={view.places}
          onChoose={(folder) => {
            act({ type: 'log-saved', format, folder })
            setFormat(undefined)
          }}
        />
      )}
    </div>
  )
}

/** What opens at the lower edge would open unseen. */
function useInView<E extends HTMLElement>(isOpen: boolean) {
  const opened = useRef<E>(null)
  useEffect(() => {
    if (isOpen) opened.current?.scrollIntoView({ block: 'end' })
  }, [isOpen])
  return opened
}
