import { PhoneCall } from 'lucide'
import { useArmed } from '../prompt/use-armed.ts'
import { t } from '../speech.ts'
import type { WindowProps } from '../window-props.ts'
import { Face } from './face.tsx'

/** Before anything else: nobody who called the customer is let in by mistake. */
export function WarningStage({ view, act }: WindowProps) {
  const armed = useArmed()
  const answer = (called: boolean) => {
    if (armed) act({ type: 'warning-answered', called })
  }
  return (
    <Face icon={PhoneCall} look="wait" title={t('window.warning.title')}>
      <p class="strong">{t('window.warning.never')}</p>
      <p>{view.company ? t('window.warning.lead', { company: view.company }) : t('window.warning.lead.nobody')}</p>
      <div class="choices">
        <button type="button" class="button" aria-disabled={!armed} onClick={() => answer(true)}>
          {t('window.warning.yes')}
        </button>
        <button type="button" class="button danger" aria-disabled={!armed} onClick={() => answer(false)}>
          {t('window.warning.no')}
        </button>
      </div>
    </Face>
  )
}
