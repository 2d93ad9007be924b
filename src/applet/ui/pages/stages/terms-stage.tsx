import './terms-stage.css'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useArmed } from '../prompt/use-armed.ts'
import { t } from '../speech.ts'
import type { WindowProps } from '../window-props.ts'

interface Props extends WindowProps {
  readonly text: string
  /** Nobody accepts what they have not had before them. */
  readonly toTheEnd: boolean
}

/** Pixels from the end at which a text counts as read to it: scrolling ends between pixels. */
const NEAR_END = 4

export function TermsStage({ act, text, toTheEnd }: Props) {
  const terms = useRef<HTMLElement>(null)
  const [seen, setSeen] = useState(!toTheEnd)
  const look = () => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = terms.current ?? {}
    if (scrollTop + clientHeight >= scrollHeight - NEAR_END) setSeen(true)
  }
  useLayoutEffect(look, [text])
  const armed = useArmed()
  const answer = (accepted: boolean) => {
    if (armed && (seen || !accepted)) act({ type: 'terms-answered', accepted })
  }
  return (
    <section class="terms">
      <h1>{t('window.terms.title')}</h1>
      <section
        ref={terms}
        class="terms-text"
        aria-label={t('window.terms.text')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard in every browser
        tabIndex={0}
        onScroll={look}
      >
        {text}
      </section>
      <p class="quiet-words" role="status">
        {!seen && t('window.terms.to-the-end')}
      </p>
      <div class="pair">
        <button type="button" class="button" aria-disabled={!armed} onClick={() => answer(false)}>
          {t('window.terms.decline')}
        </button>
        <button type="button" class="button primary" aria-disabled={!armed || !seen} onClick={() => answer(true)}>
          {t('window.terms.accept')}
        </button>
      </div>
    </section>
  )
}
