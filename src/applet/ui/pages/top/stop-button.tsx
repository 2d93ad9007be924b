import { OctagonX } from 'lucide'
import { Icon } from '../../../../ui/components/icon.tsx'
import { t } from '../speech.ts'
import type { WindowProps } from '../window-props.ts'

/** The large X: takes everything back and keeps the session. It is louder while there is something to take back. */
export function StopButton({ view, act }: WindowProps) {
  const isShared = view.isSeen || view.permissions.some(({ granted }) => granted)
  return (
    <button
      type="button"
      class={`button stop ${isShared ? 'loud' : ''}`}
      aria-label={t('window.stop.name')}
      title={t('window.stop.hint')}
      onClick={() => act({ type: 'revoked-all' })}
    >
      <Icon of={OctagonX} />
      {t('window.stop')}
    </button>
  )
}
