import './ended-stage.css'
import { CircleCheck, TriangleAlert } from 'lucide'
import { duration } from '../../../../base/speaker.ts'
import type { EndedStage as Ended } from '../../view/customer-view.ts'
import { amount, t } from '../speech.ts'
import type { WindowProps } from '../window-props.ts'
import { Face } from './face.tsx'

interface Props extends Pick<WindowProps, 'act'> {
  readonly stage: Ended
  /** The program is gone, too, and can do nothing any more. */
  readonly isOver: boolean
}

/** What it was, what is left of it, and what can be done now. */
export function EndedStage({ act, stage, isOver }: Props) {
  const mayTry = stage.mayTryAgain && !isOver
  return (
    <Face
      icon={stage.isGood ? CircleCheck : TriangleAlert}
      look={stage.isGood ? 'good' : 'wait'}
      title={titleOf(stage)}
    >
      <p class="strong">{stage.sentence}</p>
      <p>{t('window.ended.nothing')}</p>
      {stage.lastedMs !== undefined && <Sum lastedMs={stage.lastedMs} bytes={stage.bytes} />}
      {mayTry && (
        <button type="button" class="button primary" onClick={() => act({ type: 'tried-again' })}>
          {t('window.ended.again')}
        </button>
      )}
      {isOver ? (
        <p role="status">{t('window.ended.over')}</p>
      ) : (
        <button type="button" class={`button ${mayTry ? '' : 'primary'}`} onClick={() => act({ type: 'left' })}>
          {t('window.leave')}
        </button>
      )}
      <p class="quiet-words">{t(stage.removesItself ? 'window.ended.removed' : 'window.ended.stays')}</p>
    </Face>
  )
}

function titleOf({ isGood, lastedMs }: Ended): string {
  if (lastedMs !== undefined) return t('window.ended')
  return t(isGood ? 'window.ended.never' : 'window.ended.early')
}

function Sum({ lastedMs, bytes }: { readonly lastedMs: number; readonly bytes: number }) {
  return (
    <dl class="sum">
      <div>
        <dt>{t('window.ended.lasted')}</dt>
        <dd class="figures">{duration(lastedMs)}</dd>
      </div>
      <div>
        <dt>{t('window.ended.data')}</dt>
        <dd class="figures">{amount(bytes)}</dd>
      </div>
    </dl>
  )
}
