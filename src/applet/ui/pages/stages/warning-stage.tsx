import { PhoneCall } from 'lucide'
import { t } from '../speech.ts'
import type { WindowProps } from '../window-props.ts'
import { Face } from './face.tsx'

/** Before anything else: nobody who called the customer is let in by mistake. */
export function WarningStage({ view, act }: WindowProps) {
  const answer = (called: boolean) => act({ type: 'warning-answered', called })
  return (
    <Face icon={PhoneCall} look="wait" title={t('window.warning.title')}>
      <p class="strong">{t('window.warning.never')}</p>
      <p>{view.company ? t('window.warning.lead', { company: view.company }) : t('window.warning.lead.nobody')}</p>
      <div class="choices">
        <button type="button" class="button" onClick={() => answer(true)}>
          {t('window.warning.yes')}
        </button>
        <button type="button" class="button danger" onClick={() => answer(false)}>
          {t('window.warning.no')}
        </button>
      </div>
    </Face>
  )
}
