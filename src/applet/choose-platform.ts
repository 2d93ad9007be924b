import { join } from 'node:path'
import { isSea } from 'node:sea'
import { type Clock, realClock } from '../base/clock.ts'
import type { CreateLogger } from '../base/logger.ts'
import type { Clipboard } from './clipboard/clipboard.ts'
import type { InputSink } from './input/input-sink.ts'
import { RecordingSink } from './input/sinks/recording-sink.ts'
import type { Candidate } from './open-first.ts'
import type { OwnWindows } from './own-windows/own-windows.ts'
import type { PanicKey } from './panic-key/panic-key.ts'
import type { FrameEncoder } from './screen/frame-encoder.ts'
import { CAPTURE_ARGUMENT } from './screen/process/capture-messages.ts'
import type { Command } from './screen/process/capture-process.ts'
import type { ScreenFeed } from './screen/screen-feed.ts'
import type { ScreenSource } from './screen/screen-source.ts'
import type { ScreenSign } from './screen-sign/screen-sign.ts'

export type ScreenChoice =
  | { readonly kind: 'display' }
  | { readonly kind: 'synthetic' }
  | { readonly kind: 'replay'; readonly file: string }

export type InputChoice = { readonly kind: 'display' } | { readonly kind: 'record'; readonly file: string | undefined }

const { platform } = process

/** What this machine calls itself to technicians. */
export const PLATFORM_NAME = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' }[platform as string] ?? platform

/** What makes updates of the chosen screen. Native code looks at a real one, in a process of its own. */
export async function openFeed(
  choice: ScreenChoice,
  createLogger: CreateLogger,
  clock: Clock = realClock,
): Promise<ScreenFeed> {
  const log = createLogger('applet.screen')
  if (choice.kind === 'display') {
    const { CaptureFeed } = await import('./screen/process/capture-feed.ts')
    return new CaptureFeed({ command: captureCommand(), clock, log })
  }
  const { LocalFeed } = await import('./screen/local-feed.ts')
  return new LocalFeed({ sources: () => screenSources(choice, clock), encoders: FRAME_ENCODERS, clock, log })
}

/** An executable starts itself once more; from source it is a script of its own. */
function captureCommand(): Command {
  if (isSea()) return [process.execPath, CAPTURE_ARGUMENT]
  return [process.execPath, join(import.meta.dirname, 'screen/process/capture-main.ts')]
}

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

/**
 * Lets go of what a program that was killed held down with an X server's help: that outlives it. Never rejects; on the other
 * systems it does nothing.
 */
export async function letGoOfHeldInput(): Promise<void> {
  if (platform === 'linux') await (await import('./input/sinks/x11-held-input.ts')).letGoOnX11().catch(() => {})
}

/** The ways to the clipboard that belongs to this screen. Where nobody acts on a real one, none is read either. */
export function clipboards(choice: InputChoice): Candidate<Clipboard>[] {
  if (choice.kind === 'display') return ownBoards()
  return [
    {
      name: 'recorded',
      open: async () => (await import('./clipboard/boards/recorded-board.ts')).openRecordedBoard(choice.file),
    },
  ]
}

/** The ways to find windows of ours on the screen that is shown. Where no real one is, there are none. */
export function windowFinders(choice: Pick<ScreenChoice, 'kind'>): Candidate<OwnWindows>[] {
  if (choice.kind !== 'display') return []
  if (platform === 'win32') return [WIN32_FINDER]
  if (platform === 'darwin') return [MACOS_FINDER]
  return platform === 'linux' ? [X11_FINDER] : []
}

/** The ways to tell whoever looks at this screen that somebody else sees it. */
export function screenSigns(choice: Pick<ScreenChoice, 'kind'>): Candidate<ScreenSign>[] {
  if (choice.kind !== 'display') return []
  if (platform === 'win32') return [WIN32_SIGN]
  return platform === 'linux' ? [X11_SIGN] : []
}

/** The ways to a key with which the customer takes everything back, whatever program has the keyboard. */
export function panicKeys(choice: Pick<ScreenChoice, 'kind'>): Candidate<PanicKey>[] {
  if (choice.kind !== 'display') return []
  if (platform === 'win32') return [WIN32_KEY]
  return platform === 'linux' ? [X11_KEY] : []
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
  if (platform === 'win32') return [WIN32_DUPLICATION_SOURCE, WIN32_SOURCE]
  if (platform === 'darwin') return [MACOS_SOURCE]
  return platform === 'linux' ? [X11_SOURCE] : []
}

function ownSinks(): Candidate<InputSink>[] {
  if (platform === 'win32') return [WIN32_SINK]
  if (platform === 'darwin') return [MACOS_SINK]
  return platform === 'linux' ? [X11_SINK] : []
}

function ownBoards(): Candidate<Clipboard>[] {
  if (platform === 'win32') return [WIN32_BOARD]
  if (platform === 'darwin') return [MACOS_BOARD]
  return platform === 'linux' ? [X11_BOARD] : []
}

const WIN32_DUPLICATION_SOURCE: Candidate<ScreenSource> = {
  name: 'Windows (desktop duplication)',
  open: async () => (await import('./screen/sources/win32-duplication-source.ts')).openWin32DuplicationSource(),
}
const WIN32_SOURCE: Candidate<ScreenSource> = {
  name: 'Windows (GDI)',
  open: async () => (await import('./screen/sources/win32-source.ts')).openWin32Source(),
}
const WIN32_SINK: Candidate<InputSink> = {
  name: 'Windows',
  open: async () => (await import('./input/sinks/win32-sink.ts')).openWin32Sink(),
}
const MACOS_SOURCE: Candidate<ScreenSource> = {
  name: 'macOS',
  open: async () => (await import('./screen/sources/macos-source.ts')).openMacosSource(),
}
const MACOS_SINK: Candidate<InputSink> = {
  name: 'macOS',
  open: async () => (await import('./input/sinks/macos-sink.ts')).openMacosSink(),
}
const WIN32_BOARD: Candidate<Clipboard> = {
  name: 'Windows',
  open: async () => (await import('./clipboard/boards/win32-board.ts')).openWin32Board(),
}
const MACOS_BOARD: Candidate<Clipboard> = {
  name: 'macOS',
  open: async () => (await import('./clipboard/boards/macos-board.ts')).openMacosBoard(),
}
const X11_BOARD: Candidate<Clipboard> = {
  name: 'X11',
  open: async () => (await import('./clipboard/boards/x11-board.ts')).openX11Board(),
}
const X11_SOURCE: Candidate<ScreenSource> = {
  name: 'X11',
  open: async () => (await import('./screen/sources/x11-source.ts')).openX11Source(),
}
const X11_FINDER: Candidate<OwnWindows> = {
  name: 'X11',
  open: async () => (await import('./own-windows/finders/x11-finder.ts')).openX11Finder(),
}
const WIN32_FINDER: Candidate<OwnWindows> = {
  name: 'Windows',
  open: async () => (await import('./own-windows/finders/win32-finder.ts')).openWin32Finder(),
}
const MACOS_FINDER: Candidate<OwnWindows> = {
  name: 'macOS',
  open: async () => (await import('./own-windows/finders/macos-finder.ts')).openMacosFinder(),
}
const X11_SIGN: Candidate<ScreenSign> = {
  name: 'X11',
  open: async () => (await import('./screen-sign/signs/x11-sign.ts')).openX11Sign(),
}
const WIN32_SIGN: Candidate<ScreenSign> = {
  name: 'Windows',
  open: async () => (await import('./screen-sign/signs/win32-sign.ts')).openWin32Sign(),
}
const X11_KEY: Candidate<PanicKey> = {
  name: 'X11',
  open: async () => (await import('./panic-key/keys/x11-key.ts')).openX11Key(),
}
const WIN32_KEY: Candidate<PanicKey> = {
  name: 'Windows',
  open: async () => (await import('./panic-key/keys/win32-key.ts')).openWin32Key(),
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
