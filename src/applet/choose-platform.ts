import { type Clock, realClock } from '../base/clock.ts'
import type { InputSink } from './input/input-sink.ts'
import { openLibnutSink } from './input/sinks/libnut-sink.ts'
import { RecordingSink } from './input/sinks/recording-sink.ts'
import { openX11Sink } from './input/sinks/x11-sink.ts'
import type { Candidate } from './open-first.ts'
import { openJpegTurboEncoder } from './screen/encoders/jpeg-turbo-encoder.ts'
import { openSharpEncoder } from './screen/encoders/sharp-encoder.ts'
import type { FrameEncoder } from './screen/frame-encoder.ts'
import type { ScreenSource } from './screen/screen-source.ts'
import { openLibnutSource } from './screen/sources/libnut-source.ts'
import { openReplaySource } from './screen/sources/replay-source.ts'
import { openScreenshotSource } from './screen/sources/screenshot-source.ts'
import { SyntheticSource } from './screen/sources/synthetic-source.ts'
import { openX11Source } from './screen/sources/x11-source.ts'

/** `display`, `synthetic`, or a recording to replay. */
export type ScreenChoice =
  | { readonly kind: 'display' }
  | { readonly kind: 'synthetic' }
  | { readonly kind: 'replay'; readonly file: string }

export type InputChoice = { readonly kind: 'display' } | { readonly kind: 'record'; readonly file: string | undefined }

/** What this machine calls itself to technicians. */
export const PLATFORM_NAME =
  { linux: 'Linux', win32: 'Windows', darwin: 'macOS' }[process.platform as string] ?? process.platform

/** The ways to see this screen, the best first. */
export function screenSources(choice: ScreenChoice, clock: Clock = realClock): Candidate<ScreenSource>[] {
  switch (choice.kind) {
    case 'synthetic':
      return [{ name: 'synthetic', open: async () => new SyntheticSource(clock) }]
    case 'replay':
      return [{ name: 'replay', open: () => openReplaySource(choice.file, clock) }]
    case 'display':
      return [
        ...(process.platform === 'linux' ? [{ name: 'X11', open: () => openX11Source() }] : []),
        { name: 'libnut', open: () => openLibnutSource(process.platform) },
        { name: 'screenshot-desktop', open: () => openScreenshotSource() },
      ]
  }
}

/** The ways to act on this screen, the best first. */
export function inputSinks(choice: InputChoice): Candidate<InputSink>[] {
  if (choice.kind === 'record') {
    const { file } = choice
    const open = async () => (file ? RecordingSink.toFile(file) : new RecordingSink(() => {}))
    return [{ name: 'recording', open }]
  }
  return [
    ...(process.platform === 'linux' ? [{ name: 'X11', open: () => openX11Sink() }] : []),
    { name: 'libnut', open: () => openLibnutSink(process.platform) },
  ]
}

/** The ways to make JPEG, the fastest first. */
export const FRAME_ENCODERS: readonly Candidate<FrameEncoder>[] = [
  { name: 'jpeg-turbo', open: openJpegTurboEncoder },
  { name: 'sharp', open: openSharpEncoder },
]
