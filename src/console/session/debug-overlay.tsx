import './debug-overlay.css'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { every, realClock } from '../../base/clock.ts'
import { JPEG_PATH } from '../screen/choose-decoder.ts'
import { PaintingTally } from '../screen/painting-tally.ts'
import type { SessionClient } from './session-client.ts'

const LOOK_MS = 1000

/** The page was opened with `?debug`. Read once, before a one-time link leaves the address bar. */
export const DEBUG = new URLSearchParams(location.search).has('debug')

/** What the line and the painting cost, for whoever works on them: figures with their names in the code, in no language. */
export function DebugOverlay({ client }: { readonly client: SessionClient }) {
  const text = useSignal('')
  useEffect(() => {
    const tally = new PaintingTally()
    const { canvas } = client.screen
    canvas.meter = tally
    const looking = every(realClock, LOOK_MS, () => {
      text.value = [...lineFigures(client), ...tally.take(), `jpeg ${JPEG_PATH}`].join('\n')
    })
    return () => {
      looking[Symbol.dispose]()
      canvas.meter = undefined
    }
  }, [client, text])
  return (
    <div class="debug-overlay" role="status" aria-live="off" data-testid="debug">
      {text.value}
    </div>
  )
}

function lineFigures({ meter }: SessionClient): string[] {
  const { framesPerSecond, kilobytesPerSecond, roundTripMs } = meter.figures.peek()
  return [
    `updates/s ${framesPerSecond}`,
    `round trip ${roundTripMs === undefined ? '-' : `${roundTripMs.toFixed(1)} ms`}`,
    `KB/s ${kilobytesPerSecond.toFixed(1)}`,
  ]
}
