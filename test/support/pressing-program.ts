import { openFeed } from '../../src/applet/choose-platform.ts'
import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import { silentLogger } from '../../src/base/logger.ts'
import { inject } from './inject.ts'

/** As the applet it has a process that looks at the screen, and holds down keys and buttons; it does not let go of them. */
const feed = process.argv.includes('--alone') ? undefined : await openFeed({ kind: 'display' }, silentLogger)
await feed?.open()
const sink = await openX11Sink()
await inject(sink, { type: 'key-pressed', code: 'ControlLeft' })
await inject(sink, { type: 'key-pressed', code: 'KeyA' })
await inject(sink, { type: 'button-pressed', x: 50, y: 50, button: 'left' })
await inject(sink, { type: 'button-pressed', x: 50, y: 50, button: 'back' })
process.stdout.write('pressed\n')
setInterval(() => {}, 60_000)
