import './tabs.css'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface Tab {
  readonly name: string
  readonly panel: ComponentChildren
}

interface Props {
  readonly label: string
  readonly tabs: readonly Tab[]
}

/** One stop for the Tab key; the arrow keys, Home and End go from tab to tab. */
export function Tabs({ label, tabs }: Props) {
  const id = useId()
  const selected = useSignal(0)
  const select = (event: KeyboardEvent) => {
    const next = neighbour(event.key, selected.value, tabs.length)
    if (next === undefined) return
    event.preventDefault()
    selected.value = next
    document.getElementById(`${id}-tab-${next}`)?.focus()
  }
  return (
    <div class="tabs">
      <div role="tablist" aria-label={label} onKeyDown={select}>
        {tabs.map((tab, index) => (
          <button
            key={tab.name}
            type="button"
            role="tab"
            id={`${id}-tab-${index}`}
            aria-selected={index === selected.value}
            aria-controls={`${id}-panel`}
            tabIndex={index === selected.value ? 0 : -1}
            onClick={() => {
              selected.value = index
            }}
          >
            {tab.name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${selected.value}`}>
        {tabs[selected.value]?.panel}
      </div>
    </div>
  )
}

function neighbour(key: string, index: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (index + 1) % count
  if (key === 'ArrowLeft') return (index + count - 1) % count
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return undefined
}
