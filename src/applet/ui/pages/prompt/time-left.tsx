import { t } from '../speech.ts'
import { useNow } from '../use-now.ts'

/** Seconds at which it is said aloud how much is left. */
const TOLD = [30, 10]

/** A thin bar that runs out; whoever does not see it hears it twice. */
export function TimeLeft({ openedAt, timeMs }: { readonly openedAt: number; readonly timeMs: number }) {
  const left = Math.min(timeMs, Math.max(0, openedAt + timeMs - useNow(250)))
  const seconds = Math.ceil(left / 1000)
  const told = TOLD.findLast((each) => seconds <= each && timeMs > each * 1000)
  return (
    <>
      <progress class="time-left" max={timeMs} value={left} aria-hidden="true" />
      <p class="visually-hidden" role="status">
        {told !== undefined && t('window.prompt.left', { seconds: told })}
      </p>
    </>
  )
}
