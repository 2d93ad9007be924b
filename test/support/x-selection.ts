import koffi from 'koffi'
import { Connection } from '../../src/applet/x11/connection.ts'
import {
  CURRENT_TIME,
  NONE,
  PROP_MODE_REPLACE,
  SELECTION_NOTIFY,
  SELECTION_REQUEST,
  XA_ATOM,
  XChangeProperty,
  XConvertSelection,
  XCreateSimpleWindow,
  XInternAtom,
  XSelectionEvent,
  XSelectionRequestEvent,
  XSendEvent,
  XSetSelectionOwner,
} from '../../src/applet/x11/selections.ts'
import { EVENT_BYTES } from '../../src/applet/x11/xlib.ts'

interface Holding extends Disposable {
  /** The names of what was asked for. */
  readonly asked: string[]
  /** Gives the answers that were held back. */
  answerAll(): void
}

interface Manner {
  /** Does not answer before it is told to. */
  readonly silent?: boolean
  /** Announces text in pieces, and never sends one. */
  readonly announcesOnly?: boolean
  /** Whether it says what it has; yes unless told otherwise. */
  readonly listed?: boolean
}

/** A program that holds the clipboard on that display and hands out what no ordinary program does, or in no ordinary way. */
export function holdSelection(
  display: string,
  offer: Readonly<Record<string, string>>,
  { silent = false, listed = true, announcesOnly = false }: Manner = {},
): Holding {
  const connection = opened(display)
  const atom = (name: string) => XInternAtom(connection.display, name, 0)
  const names = new Map(['TARGETS', ...Object.keys(offer), 'UTF8_STRING', 'STRING'].map((name) => [atom(name), name]))
  const window = windowOf(connection)
  const asked: string[] = []
  const late: (() => void)[] = []
  connection.on(SELECTION_REQUEST, (event) => {
    const request = koffi.decode(event, XSelectionRequestEvent)
    const name = names.get(request.target) ?? String(request.target)
    asked.push(name)
    const answer = () => {
      const { requestor, selection, target, property, time } = request
      const value = answerFor(name)
      if (value) {
        const count = value.format === 32 ? value.bytes.byteLength / 8 : value.bytes.byteLength
        const type = value.format === 32 ? XA_ATOM : announcesOnly ? atom('INCR') : target
        XChangeProperty(
          connection.display,
          requestor,
          property,
          type,
          value.format,
          PROP_MODE_REPLACE,
          value.bytes,
          count,
        )
      }
      const notice = Buffer.alloc(EVENT_BYTES)
      const any = { type: SELECTION_NOTIFY, serial: 0, send_event: 1, display: connection.display }
      const put = value ? property : NONE
      koffi.encode(notice, XSelectionEvent, { ...any, requestor, selection, target, property: put, time })
      XSendEvent(connection.display, requestor, 0, 0, notice)
      connection.flush()
    }
    if (silent) late.push(answer)
    else answer()
  })
  const answerFor = (name: string) => {
    const text = offer[name]
    if (name === 'TARGETS' && listed) {
      return { format: 32, bytes: Buffer.from(BigUint64Array.from(Object.keys(offer).map(atom), BigInt).buffer) }
    }
    return text === undefined
      ? undefined
      : { format: 8, bytes: Buffer.from(text, name === 'STRING' ? 'latin1' : 'utf8') }
  }
  XSetSelectionOwner(connection.display, atom('CLIPBOARD'), window, CURRENT_TIME)
  connection.flush()
  return {
    asked,
    answerAll: () => {
      for (const answer of late) answer()
    },
    [Symbol.dispose]: () => connection[Symbol.dispose](),
  }
}

/** Asks the holder for its text, on behalf of a window that may be gone when it answers. */
export function beginPaste(connection: Connection): void {
  const atom = (name: string) => XInternAtom(connection.display, name, 0)
  const window = windowOf(connection)
  const { display } = connection
  XConvertSelection(display, atom('CLIPBOARD'), atom('UTF8_STRING'), atom('PASTED'), window, CURRENT_TIME)
  connection.flush()
}

function windowOf({ display, root }: Connection): number {
  return XCreateSimpleWindow(display, root, 0, 0, 1, 1, 0, 0, 0)
}

function opened(display: string): Connection {
  const connection = Connection.open(display)
  if (!connection) throw new Error(`no X server ${display}`)
  return connection
}
