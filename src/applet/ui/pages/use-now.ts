import { useEffect, useState } from 'preact/hooks'
import { every, type Instant, realClock } from '../../../base/clock.ts'

/** The time, told again every `milliseconds` while it is needed. */
export function useNow(milliseconds: number, needed = true): Instant {
  const [now, setNow] = useState(realClock.now())
  useEffect(() => {
    if (!needed) return
    setNow(realClock.now())
    const ticking = every(realClock, milliseconds, () => setNow(realClock.now()))
    return () => ticking[Symbol.dispose]()
  }, [milliseconds, needed])
  return now
}
