import { t } from '../speech.ts'
import type { WindowProps } from '../window-props.ts'
import { CodeForm } from './code-form.tsx'
import { Face } from './face.tsx'

/** The six digits that the technician reads out on the phone. */
export function PinStage({ view, act, trouble }: WindowProps & { readonly trouble: string | undefined }) {
  return (
    <Face title={t('window.pin.title')}>
      <p>{t('window.pin.lead')}</p>
      <CodeForm view={view} act={act} trouble={trouble} submit={t('window.pin.submit')} />
      <p class="quiet-words">{t('window.pin.promise')}</p>
    </Face>
  )
}
