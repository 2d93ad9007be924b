import './story-stage.css'
import { Check } from 'lucide'
import { Icon } from '../../../../ui/components/icon.tsx'
import { t } from '../speech.ts'
import type { WindowProps } from '../window-props.ts'
import { Face } from './face.tsx'

const STEPS = ['window.step.connect', 'window.step.start', 'window.step.decide'] as const

/** Before the technician starts: which step of the three this is, and that nothing is shared meanwhile. */
export function StoryStage({ view, step }: { readonly view: WindowProps['view']; readonly step: 0 | 1 }) {
  const company = view.company || t('window.company')
  return (
    <Face title={t(step === 0 ? 'window.connecting' : 'window.waiting', { company })}>
      <p>{t(step === 0 ? 'window.connecting.lead' : 'window.waiting.lead')}</p>
      <ol class="story" aria-label={t('window.steps')}>
        {STEPS.map((words, index) => (
          <li key={words} class={index < step ? 'done' : ''} aria-current={index === step ? 'step' : undefined}>
            <span class="number" aria-hidden="true">
              {index < step ? <Icon of={Check} /> : index + 1}
            </span>
            <span>
              {t(words, { company })}
              {index < step && <span class="visually-hidden"> {t('window.step.done')}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Face>
  )
}
