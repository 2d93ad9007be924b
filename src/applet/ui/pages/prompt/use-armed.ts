import { useEffect, useState } from 'preact/hooks'
import { realClock } from '../../../../base/clock.ts'
import { READING_MS } from '../../view/reading-ms.ts'

/** Whether the question has been in view for long enough to be answered: the presenter would not take it before, and says so. */
export function useArmed(): boolean {
  const [armed, setArmed] = useState(false)
  useEffect(() => {
    let pending: Disposable | undefined
    const begin = () => {
      pending?.[Symbol.dispose]()
      setArmed(false)
      if (document.visibilityState === 'visible') pending = realClock.after(READING_MS, () => setArmed(true))
    }
    begin()
    document.addEventListener('visibilitychange', begin)
    return () => {
      document.removeEventListener('visibilitychange', begin)
      pending?.[Symbol.dispose]()
    }
  }, [])
  return armed
}
