import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import { inject } from '../support/inject.ts'
import { openColourPainter } from './colour-painter.ts'
import { median, report } from './measure.ts'

/** What it takes from a technician's message to what the X server does, its answer to somebody else's question included. */
export async function benchInjecting(display: string): Promise<void> {
  await using sink = await openX11Sink(display)
  using other = openColourPainter(display)
  const roundTrip = await median(200, other.roundTrip)
  const arrives = async (act: () => Promise<void>) => {
    await act()
    other.roundTrip()
  }
  let x = 0
  const move = () => {
    x = (x + 1) % 1920
    return inject(sink, { type: 'pointer-moved', x, y: 5 })
  }
  const moved = await median(200, () => arrives(move))
  report('pointer message, carried out', moved, 'XSync round trip', roundTrip, { most: 1, of: 'ms' })
  const text = () => inject(sink, { type: 'text-entered', text: 'Hello, 16 chars.' })
  report('16 characters of text, carried out', await median(50, () => arrives(text)), 'XSync round trip', roundTrip)
}
