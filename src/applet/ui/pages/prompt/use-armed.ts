import { useEffect, useState } from 'preact/hooks'
import { realClock } from '../../../../base/clock.ts'

/** Milliseconds for which the buttons of a question do nothing: nobody answers it by a click that was meant for what stood there. */
const ARMING_MS = 500

/** Whether the question has been in view for long enough to be answered. */
export function useArmed(): boolean {
  const [armed, setArmed] = useState(false)
  useEffect(() => {
    let pending: Disposable | undefined
    const begin = () => {
      pending?.[Symbol.dispose]()
      setArmed(false)
      if (document.visibilityState === 'visible') pending = realClock.after(ARMING_MS, () => setArmed(true))
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
