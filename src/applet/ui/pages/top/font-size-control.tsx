import { t } from '../speech.ts'
import { changeFontSize, isLargest, isSmallest, percent } from './font-size.ts'

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
        <span aria-hidden="true">A−</span>
      </button>
      <button
        type="button"
        class="button quiet square larger"
        aria-label={t('window.font-size.larger')}
        title={t('window.font-size.larger')}
        aria-disabled={isLargest.value}
        onClick={() => changeFontSize(1)}
      >
        <span aria-hidden="true">A+</span>
      </button>
      <span class="visually-hidden" role="status">
        {t('window.font-size.now', { percent: percent.value })}
      </span>
    </div>
  )
}
