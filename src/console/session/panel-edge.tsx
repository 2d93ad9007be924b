import type { Signal } from '@preact/signals'
import { t } from '../../ui/words/words.ts'
import { LOG_WIDTH } from '../workplace.ts'

const STEP = 16

interface Props {
  readonly width: Signal<number>
  /** The id of the panel to the right of it. */
  readonly controls: string
}

/** The edge of a panel, to be dragged, or moved with the arrow keys. */
export function PanelEdge({ width, controls }: Props) {
  const resize = (to: number) => {
    width.value = Math.round(Math.min(LOG_WIDTH.most, Math.max(LOG_WIDTH.least, to)))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> has no value that could be changed
    <div
      class="panel-edge"
      role="separator"
      tabIndex={0}
      aria-label={t('session.log.width')}
      aria-controls={controls}
      aria-orientation="vertical"
      aria-valuenow={width.value}
      aria-valuemin={LOG_WIDTH.least}
      aria-valuemax={LOG_WIDTH.most}
      onKeyDown={(event) => {
        const to = widthAfter(event.key, width.value)
        if (to === undefined) return
        event.preventDefault()
        resize(to)
      }}
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={({ currentTarget, pointerId, clientX }) => {
        const panel = currentTarget.parentElement?.getBoundingClientRect()
        if (panel && currentTarget.hasPointerCapture(pointerId)) resize(panel.right - clientX)
      }}
    />
  )
}

/** The panel is on the right: what moves its edge to the left makes it wider. */
function widthAfter(key: string, width: number): number | undefined {
  if (key === 'ArrowLeft') return width + STEP
  if (key === 'ArrowRight') return width - STEP
  if (key === 'Home') return LOG_WIDTH.least
  if (key === 'End') return LOG_WIDTH.most
  return undefined
}
