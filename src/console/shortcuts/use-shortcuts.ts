import { useEffect } from 'preact/hooks'
import type { Workplace } from '../workplace.ts'
import { SHORTCUTS } from './shortcuts.ts'

/** Listens for as long as the component is there. */
export function useShortcuts(workplace: Workplace): void {
  useEffect(() => {
    const stop = new AbortController()
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return
      const shortcut = SHORTCUTS.find(({ key }) => key === event.key)
      if (!shortcut || workplace.singleKeys.value === 'off') return
      event.preventDefault()
      shortcut.run(workplace)
    }
    document.addEventListener('keydown', hear, { signal: stop.signal })
    return () => stop.abort()
  }, [workplace])
}

/** Somebody is typing, or a dialog is open. */
function isBusy(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, dialog') !== null
}
