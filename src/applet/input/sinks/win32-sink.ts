import { InputFailed, type InputSink } from '../input-sink.ts'

/** Mouse and keyboard of Windows. Its library is loaded here and not with this file. Throws InputFailed. */
export async function openWin32Sink(): Promise<InputSink> {
  const Win32Input = await loadWin32Input()
  return new Win32Input()
}

async function loadWin32Input() {
  try {
    return (await import('./win32/win32-input.ts')).Win32Input
  } catch (cause) {
    throw new InputFailed('The library of Windows for input cannot be loaded: user32.', { cause })
  }
}
