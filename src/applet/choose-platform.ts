import { type Clock, realClock } from '../base/clock.ts'
import type { InputSink } from './input/input-sink.ts'
import { RecordingSink } from './input/sinks/recording-sink.ts'
import type { Candidate } from './open-first.ts'
import type { FrameEncoder } from './screen/frame-encoder.ts'
import type { ScreenSource } from './screen/screen-source.ts'

export type ScreenChoice =
  | { readonly kind: 'display' }
  | { readonly kind: 'synthetic' }
  | { readonly kind: 'replay'; readonly file: string }

export type InputChoice = { readonly kind: 'display' } | { readonly kind: 'record'; readonly file: string | undefined }

const { platform } = process

/** What this machine calls itself to technicians. */
export const PLATFORM_NAME = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' }[platform as string] ?? platform

/**
 * The ways to see this screen, the best first. Each is imported when it is tried: one that cannot be loaded here is one link
 * less, not the end, and what is not needed costs no start.
 */
export function screenSources(choice: ScreenChoice, clock: Clock = realClock): Candidate<ScreenSource>[] {
  switch (choice.kind) {
    case 'synthetic':
      return [
        {
          name: 'synthetic',
          open: async () => new (await import('./screen/sources/synthetic-source.ts')).SyntheticSource(clock),
        },
      ]
    case 'replay':
      return [
        {
          name: 'replay',
          open: async () => (await import('./screen/sources/replay-source.ts')).openReplaySource(choice.file, clock),
        },
      ]
    case 'display':
      return [...ownSources(), LIBNUT_SOURCE, SCREENSHOT_SOURCE]
  }
}

/** The ways to act on this screen, the best first. */
export function inputSinks(choice: InputChoice): Candidate<InputSink>[] {
  if (choice.kind === 'display') return [...ownSinks(), LIBNUT_SINK]
  const { file } = choice
  const open = async () => (file ? RecordingSink.toFile(file) : new RecordingSink(() => {}))
  return [{ name: 'recording', open }]
}

/** The ways to make JPEG, the fastest first. */
export const FRAME_ENCODERS: readonly Candidate<FrameEncoder>[] = [
  {
    name: 'jpeg-turbo',
    open: async () => (await import('./screen/encoders/jpeg-turbo-encoder.ts')).openJpegTurboEncoder(),
  },
  { name: 'sharp', open: async () => (await import('./screen/encoders/sharp-encoder.ts')).openSharpEncoder() },
]

function ownSources(): Candidate<ScreenSource>[] {
  if (platform === 'win32') return [WIN32_SOURCE]
  return platform === 'linux' ? [X11_SOURCE] : []
}

function ownSinks(): Candidate<InputSink>[] {
  if (platform === 'win32') return [WIN32_SINK]
  return platform === 'linux' ? [X11_SINK] : []
}

const WIN32_SOURCE: Candidate<ScreenSource> = {
  name: 'Windows',
  open: async () => (await import('./screen/sources/win32-source.ts')).openWin32Source(),
}
const WIN32_SINK: Candidate<InputSink> = {
  name: 'Windows',
  open: async () => (await import('./input/sinks/win32-sink.ts')).openWin32Sink(),
}
const X11_SOURCE: Candidate<ScreenSource> = {
  name: 'X11',
  open: async () => (await import('./screen/sources/x11-source.ts')).openX11Source(),
}
const LIBNUT_SOURCE: Candidate<ScreenSource> = {
  name: 'libnut',
  open: async () => (await import('./screen/sources/libnut-source.ts')).openLibnutSource(platform),
}
const SCREENSHOT_SOURCE: Candidate<ScreenSource> = {
  name: 'screenshot-desktop',
  open: async () => (await import('./screen/sources/screenshot-source.ts')).openScreenshotSource(),
}
const X11_SINK: Candidate<InputSink> = {
  name: 'X11',
  open: async () => (await import('./input/sinks/x11-sink.ts')).openX11Sink(),
}
const LIBNUT_SINK: Candidate<InputSink> = {
  name: 'libnut',
  open: async () => (await import('./input/sinks/libnut-sink.ts')).openLibnutSink(platform),
}
