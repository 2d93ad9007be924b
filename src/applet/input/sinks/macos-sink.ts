import { InputFailed, type InputSink } from '../input-sink.ts'

/** Mouse and keyboard of a Mac. The system's libraries are loaded here and not with this file. Throws InputFailed. */
export async function openMacosSink(): Promise<InputSink> {
  const { MacosInput, MACOS_INPUT_PARTS } = await loadLibraries()
  return new MacosInput(MACOS_INPUT_PARTS)
}

async function loadLibraries() {
  try {
    const { MacosInput } = await import('./macos/macos-input.ts')
    const { MACOS_INPUT_PARTS } = await import('./macos/macos-input-parts.ts')
    return { MacosInput, MACOS_INPUT_PARTS }
  } catch (cause) {
    throw new InputFailed('The libraries of macOS for input cannot be loaded: CoreGraphics.', { cause })
  }
}
