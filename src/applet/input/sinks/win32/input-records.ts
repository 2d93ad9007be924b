export interface MouseRecord {
  readonly device: 'mouse'
  readonly dx: number
  readonly dy: number
  /** Units of the wheel, or which of the extra buttons. */
  readonly data: number
  readonly flags: number
}

export interface KeyRecord {
  readonly device: 'keyboard'
  readonly virtualKey: number
  readonly scan: number
  readonly flags: number
}

export type InputRecord = MouseRecord | KeyRecord

export const MOUSE_FLAGS = {
  move: 0x0001,
  leftDown: 0x0002,
  leftUp: 0x0004,
  rightDown: 0x0008,
  rightUp: 0x0010,
  middleDown: 0x0020,
  middleUp: 0x0040,
  extraDown: 0x0080,
  extraUp: 0x0100,
  wheel: 0x0800,
  sidewaysWheel: 0x1000,
  /** Of all monitors, not of the primary one. */
  virtualDesk: 0x4000,
  absolute: 0x8000,
} as const

export const KEY_FLAGS = { extended: 0x1, up: 0x2, unicode: 0x4, scancode: 0x8 } as const

/** The size of an INPUT structure where pointers have eight bytes. */
export const RECORD_BYTES = 40

const INPUT_MOUSE = 0
const INPUT_KEYBOARD = 1

/** An array of INPUT structures. Time and extra information stay 0: now, and none. */
export function packRecords(records: readonly InputRecord[]): Buffer {
  const packed = Buffer.alloc(records.length * RECORD_BYTES)
  for (const [index, record] of records.entries()) {
    const bytes = packed.subarray(index * RECORD_BYTES)
    if (record.device === 'mouse') packMouse(record, bytes)
    else packKey(record, bytes)
  }
  return packed
}

function packMouse({ dx, dy, data, flags }: MouseRecord, bytes: Buffer): void {
  bytes.writeUInt32LE(INPUT_MOUSE, 0)
  bytes.writeInt32LE(dx, 8)
  bytes.writeInt32LE(dy, 12)
  bytes.writeInt32LE(data, 16)
  bytes.writeUInt32LE(flags, 20)
}

function packKey({ virtualKey, scan, flags }: KeyRecord, bytes: Buffer): void {
  bytes.writeUInt32LE(INPUT_KEYBOARD, 0)
  bytes.writeUInt16LE(virtualKey, 8)
  bytes.writeUInt16LE(scan, 10)
  bytes.writeUInt32LE(flags, 12)
}
