import type { IconNode } from 'lucide'
import { Icon } from '../../../../ui/components/icon.tsx'
import { t } from '../speech.ts'
import { changeFontSize, isLargest, isSmallest, percent } from './font-size.ts'

const LETTER: IconNode = [
  ['path', { d: 'm2 18 5-12.5L12 18' }],
  ['path', { d: 'M3.7 13.8h6.6' }],
]
const MINUS: IconNode[number] = ['path', { d: 'M15 12h7' }]
const PLUS: IconNode[number] = ['path', { d: 'M18.5 8.5v7' }]

/** A- and A+: the whole window in smaller or larger type. */
export function FontSizeControl() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what a form sends
    <div class="font-size" role="group" aria-label={t('window.font-size')}>
      <button
        type="button"
        class="button quiet square"
        aria-label={t('window.font-size.smaller')}
        title={t('window.font-size.smaller')}
        aria-disabled={isSmallest.value}
        onClick={() => changeFontSize(-1)}
      >
        <Icon of={[...LETTER, MINUS]} />
      </button>
      <button
        type="button"
        class="button quiet square larger"
        aria-label={t('window.font-size.larger')}
        title={t('window.font-size.larger')}
        aria-disabled={isLargest.value}
        onClick={() => changeFontSize(1)}
      >
        <Icon of={[...LETTER, MINUS, PLUS]} />
      </button>
      <span class="visually-hidden" role="status">
        {t('window.font-size.now', { percent: percent.value })}
      </span>
    </div>
  )
}
