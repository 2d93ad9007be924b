import './monitor-menu.css'
import { Monitor as MonitorIcon } from 'lucide'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../../ui/components/icon.tsx'
import { t } from '../../ui/words/words.ts'
import type { Monitor, MonitorChoice } from './monitor-choice.ts'
import { MonitorMap } from './monitor-map.tsx'
import { ViewPopover } from './view-popover.tsx'

interface Props {
  readonly choice: MonitorChoice | undefined
}

/** Which of the customer's monitors is looked at. It has its place also where there is nothing to choose. */
export function MonitorMenu({ choice }: Props) {
  const popover = useRef<HTMLDivElement>(null)
  const monitors = choice?.all.value ?? []
  const shown = choice?.shown.value
  const several = monitors.length > 1
  useEffect(() => {
    if (!several) popover.current?.hidePopover()
  }, [several])
  const choose = (monitor: Monitor | undefined) => {
    if (choice) choice.wanted.value = monitor?.name ?? null
    popover.current?.hidePopover()
  }
  return (
    <ViewPopover
      title={t('monitors')}
      label={several ? nameOfShown(shown) : t('monitors')}
      hint={several ? nameOfShown(shown) : t('monitors.one')}
      face={several ? <MonitorMap monitors={monitors} meant={shown} /> : <Icon of={MonitorIcon} />}
      disabled={!several}
      popover={popover}
    >
      <ul class="monitors">
        {(several ? [undefined, ...monitors] : []).map((monitor, row) => (
          <li key={row}>
            <button
              type="button"
              aria-pressed={(monitor ? row - 1 : undefined) === shown}
              onClick={() => choose(monitor)}
            >
              <MonitorMap monitors={monitors} meant={monitor && row - 1} />
              <span class="name" title={monitor?.name}>
                {monitor ? t('monitors.each', { number: row, name: monitor.name }) : t('monitors.all')}
              </span>
              {monitor && <span class="figures">{t('monitors.size', { ...sizeOf(monitor) })}</span>}
            </button>
          </li>
        ))}
      </ul>
    </ViewPopover>
  )
}

function nameOfShown(shown: number | undefined): string {
  return shown === undefined ? t('monitors.shown.all') : t('monitors.shown.one', { number: shown + 1 })
}

/** As they are written on a monitor's box: without separators. */
function sizeOf({ width, height }: Monitor): { width: string; height: string } {
  return { width: String(width), height: String(height) }
}
