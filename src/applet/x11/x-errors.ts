import koffi from 'koffi'
import type { Pointer } from '../native/c-declaration.ts'
import {
  type Display,
  ERROR_TEXT_BYTES,
  XErrorEvent,
  XErrorHandler,
  XGetErrorText,
  XIOErrorExitHandler,
  XIOErrorHandler,
  XSetErrorHandler,
  XSetIOErrorExitHandler,
  XSetIOErrorHandler,
} from './xlib.ts'

/** Xlib's own handlers end the process. Those here, one set for all connections, tell the one that is concerned. */
interface ErrorListener {
  /** A request was refused. */
  refused(reason: string): void
  /** The server is gone; Xlib must not be asked for anything but to close the connection. */
  lost(): void
}

const listeners = new Map<Display, ErrorListener>()

export function listenForErrors(display: Display, listener: ErrorListener): Disposable {
  installHandlers()
  listeners.set(display, listener)
  XSetIOErrorExitHandler?.(display, exitHandler(), null)
  return { [Symbol.dispose]: () => void listeners.delete(display) }
}

let installed = false

// They are called inside our calls of Xlib, so always on this thread, and stay registered as long as the process lives.
function installHandlers(): void {
  if (installed) return
  installed = true
  XSetErrorHandler(
    koffi.register((display: Display, event: Pointer) => {
      const { error_code } = koffi.decode(event, XErrorEvent)
      listeners.get(display)?.refused(errorText(display, error_code))
      return 0
    }, XErrorHandler),
  )
  XSetIOErrorHandler(
    koffi.register((display: Display) => {
      listeners.get(display)?.lost()
      return 0
    }, XIOErrorHandler),
  )
}

let exit: Pointer | undefined

function exitHandler(): Pointer {
  exit ??= koffi.register(() => {}, XIOErrorExitHandler)
  return exit
}

function errorText(display: Display, code: number): string {
  const text = Buffer.alloc(ERROR_TEXT_BYTES)
  XGetErrorText(display, code, text, text.byteLength)
  return text.toString('latin1', 0, text.indexOf(0))
}
