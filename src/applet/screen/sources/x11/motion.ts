import koffi from 'koffi'
import { every, realClock } from '../../../../base/clock.ts'
import type { Connection } from '../../../x11/connection.ts'
import {
  ALL_MASTER_DEVICES,
  RAW_MOTION,
  XCookie,
  XIEventMask,
  XIQueryVersion,
  XISelectEvents,
} from '../../../x11/xinput.ts'
import { GENERIC_EVENT, XQueryExtension } from '../../../x11/xlib.ts'

/** Milliseconds between two looks at the pointer where the server does not tell of its motion. */
const LOOK_INTERVAL = 50

const MASK_BYTES = 4

/** Calls whenever a device moved the pointer, over any window, until it is disposed. */
export function watchMotion(connection: Connection, onMoved: () => void): Disposable {
  const opcode = motionOpcode(connection)
  if (opcode === undefined) return every(realClock, LOOK_INTERVAL, onMoved)
  connection.on(GENERIC_EVENT, (event) => {
    const { extension, evtype } = koffi.decode(event, XCookie)
    if (extension === opcode && evtype === RAW_MOTION) onMoved()
  })
  select(connection, 1 << (RAW_MOTION & 7))
  return { [Symbol.dispose]: () => select(connection, 0) }
}

/** What marks the events of XInput 2; undefined where the server has only version 1 or none. */
function motionOpcode({ display }: Connection): number | undefined {
  const opcode = new Int32Array(1)
  const unused = new Int32Array(1)
  if (XQueryExtension(display, 'XInputExtension', opcode, unused, unused) === 0) return undefined
  const version2 = XIQueryVersion(display, new Int32Array([2]), new Int32Array([2])) === 0
  return version2 ? opcode[0] : undefined
}

function select(connection: Connection, motionBit: number): void {
  if (connection.lost) return
  const mask = koffi.alloc('uchar', MASK_BYTES)
  koffi.encode(mask, RAW_MOTION >> 3, 'uchar', motionBit)
  const selection = Buffer.alloc(koffi.sizeof(XIEventMask))
  koffi.encode(selection, XIEventMask, { deviceid: ALL_MASTER_DEVICES, mask_len: MASK_BYTES, mask })
  XISelectEvents(connection.display, connection.root, selection, 1)
  connection.flush()
  koffi.free(mask)
}
