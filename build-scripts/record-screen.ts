import { appendFileSync, writeFileSync } from 'node:fs'
import { FRAME_ENCODERS, type ScreenChoice, screenSources } from '../src/applet/choose-platform.ts'
import { openFirst } from '../src/applet/open-first.ts'
import { PictureMemory } from '../src/applet/screen/kernels/picture-memory.ts'
import { encodeRecordedUpdate, encodeRecordingHeader } from '../src/applet/screen/recording.ts'
import { createLogger, formatLogLine } from '../src/base/logger.ts'
import { readArguments } from './run.ts'

/** Records this machine's screen (or the synthetic one) into a file for `--screen replay:FILE`. */
const USAGE = 'npm run record -- --out FILE [--screen display|synthetic] [--seconds N] [--quality 1-100]'

const config = {
  options: {
    out: { type: 'string' },
    screen: { type: 'string', default: 'display' },
    seconds: { type: 'string', default: '10' },
    quality: { type: 'string', default: '85' },
  },
} as const
const { values } = readArguments(config, USAGE)
if (!values.out) leave(`Say where to. Usage: ${USAGE}`)
const choice: ScreenChoice = { kind: values.screen === 'synthetic' ? 'synthetic' : 'display' }

const log = createLogger((line) => process.stderr.write(`${formatLogLine(line)}\n`))('applet.screen')
await using source = await openFirst(screenSources(choice), log)
const encoder = await openFirst([...FRAME_ENCODERS], log)
if (!source || !encoder) leave('There is no screen to record; --screen synthetic records a made-up one.')

const fidelity = { quality: Number(values.quality), fullColour: true, greyscale: false }
const over = AbortSignal.timeout(Number(values.seconds) * 1000)
let memory: PictureMemory | undefined
const startedAt = performance.now()
for (let seq = 1; ; seq += 1) {
  const frame = await source.grab(over)
  if (!frame) break
  const keyframe = memory?.width !== frame.width || memory.height !== frame.height
  if (keyframe && seq > 1) leave('The screen changed its size; the recording ends here, since it has one size.')
  if (keyframe) writeFileSync(values.out, encodeRecordingHeader(frame))
  memory ??= new PictureMemory(frame)
  const whole = { x: 0, y: 0, width: frame.width, height: frame.height }
  memory.take(frame, [whole])
  const rects = keyframe ? [whole] : memory.differingTiles([whole]).rects()
  memory.accept(rects)
  if (rects.length === 0) continue
  const encoded = await encoder.encode(frame, rects, fidelity)
  const update = { keyframe, seq, capturedAt: frame.capturedAt, epoch: 0, rects: encoded }
  appendFileSync(values.out, encodeRecordedUpdate({ atMs: performance.now() - startedAt, update }))
}

function leave(sentence: string): never {
  console.error(sentence)
  process.exit(2)
}
