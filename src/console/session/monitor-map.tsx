import type { Rect } from '../../base/rect.ts'
import type { Monitor } from './monitor-choice.ts'

interface Props {
  readonly monitors: readonly Monitor[]
  /** The one that is meant; all of them when undefined. */
  readonly meant: number | undefined
}

/** How the monitors stand beside each other, to scale. Decoration beside words. */
export function MonitorMap({ monitors, meant }: Props) {
  const { x, y, width, height } = boundsOf(monitors)
  // So that monitors that touch are told apart, however large they are.
  const gap = Math.max(width, height) / 20
  return (
    <svg class="monitor-map" viewBox={`${x} ${y} ${width} ${height}`} aria-hidden="true" focusable="false">
      {monitors.map((monitor, index) => (
        <rect
          key={index}
          class={meant === undefined || meant === index ? 'meant' : undefined}
          x={monitor.x + gap / 2}
          y={monitor.y + gap / 2}
          width={Math.max(gap / 2, monitor.width - gap)}
          height={Math.max(gap / 2, monitor.height - gap)}
          rx={gap / 2}
        />
      ))}
    </svg>
  )
}

/** The smallest rectangle around all of them. */
function boundsOf(rects: readonly Rect[]): Rect {
  const [left, top] = [Math.min(...rects.map(({ x }) => x)), Math.min(...rects.map(({ y }) => y))]
  const right = Math.max(...rects.map(({ x, width }) => x + width))
  const bottom = Math.max(...rects.map(({ y, height }) => y + height))
  return { x: left, y: top, width: right - left, height: bottom - top }
}
