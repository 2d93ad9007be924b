import './prompt-card.css'
import { TriangleAlert } from 'lucide'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Permission } from '../../../../protocol/permission.ts'
import { Icon } from '../../../../ui/components/icon.tsx'
import type { PromptView } from '../../view/customer-view.ts'
import { TrustMark } from '../session/trust-mark.tsx'
import { t } from '../speech.ts'
import type { WindowProps } from '../window-props.ts'
import { firstSentence } from './first-sentence.ts'
import { PromptChoices, PromptMinutes } from './prompt-options.tsx'
import { TimeLeft } from './time-left.tsx'
import { useArmed } from './use-armed.ts'

interface Props extends WindowProps {
  readonly prompt: PromptView
}

/** The question that takes the middle of the window. No is the safe answer: it has the focus, and silence means it, too. */
export function PromptCard({ view, prompt, act }: Props) {
  const id = useId()
  const no = useRef<HTMLButtonElement>(null)
  const armed = useArmed()
  const [ticked, setTicked] = useState<readonly Permission[]>([])
  const [minutes, setMinutes] = useState<number>()
  const [question, rest] = firstSentence(prompt.text, [view.technician ?? '', view.company], view.language)
  const nothingTicked = prompt.choices.length > 0 && ticked.length === 0
  useFocusWhileOpen(no)
  const answer = (event: Event, given: 'yes' | 'no') => {
    // What a script made up is nobody's answer.
    if (!armed || !event.isTrusted || (given === 'yes' && nothingTicked)) return
    const chosen = {
      ...(prompt.choices.length > 0 && { ticked: [...ticked] }),
      ...(minutes !== undefined && { minutes }),
    }
    act({ type: 'prompt-answered', prompt: prompt.id, answer: given, ...(given === 'yes' && chosen) })
  }
  return (
    <section
      class={`prompt ${armed ? 'armed' : ''}`}
      role="alertdialog"
      aria-labelledby={`${id}-question`}
      aria-describedby={`${id}-more`}
      onKeyDown={(event) => {
        if (event.key === 'Escape') answer(event, 'no')
      }}
    >
      <TimeLeft openedAt={prompt.openedAt} timeMs={prompt.timeMs} />
      {!prompt.warning && <TrustMark trust={view.trust} />}
      <h2 id={`${id}-question`}>{question}</h2>
      <div id={`${id}-more`}>
        {prompt.warning && (
          <p class="prompt-warning">
            <Icon of={TriangleAlert} />
            {prompt.warning}
          </p>
        )}
        {rest && <p>{rest}</p>}
      </div>
      <PromptChoices choices={prompt.choices} ticked={ticked} onTick={setTicked} />
      <PromptMinutes minutes={prompt.minutes} chosen={minutes} onChoose={setMinutes} />
      <div class="pair">
        <button ref={no} type="button" class="button" aria-disabled={!armed} onClick={(event) => answer(event, 'no')}>
          {t('prompt.no')}
        </button>
        <button
          type="button"
          class="button primary"
          aria-disabled={!armed || nothingTicked}
          onClick={(event) => answer(event, 'yes')}
        >
          {t('prompt.yes')}
        </button>
      </div>
      <p class="quiet-words">{t('window.prompt.silence')}</p>
    </section>
  )
}

/** Gives the focus back to where it was, if that is still there; what the answer brings stands at the top, too. */
function useFocusWhileOpen(no: { readonly current: HTMLButtonElement | null }): void {
  useEffect(() => {
    const before = document.activeElement
    no.current?.focus({ preventScroll: true })
    // The question is what is to be read first.
    document.body.scrollTo({ top: 0 })
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
}
