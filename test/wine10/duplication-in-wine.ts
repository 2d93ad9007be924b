import koffi from 'koffi'
import { DuplicatedOutput } from '../../src/applet/screen/sources/win32/duplicated-output.ts'
import { GraphicsDevice } from '../../src/applet/screen/sources/win32/graphics-device.ts'
import { method } from '../../src/applet/win32/com.ts'
import { DibSection } from '../../src/applet/win32/dib-section.ts'
import { DXGI_OUTDUPL_FRAME_INFO, DXGI_OUTDUPL_POINTER_SHAPE_INFO } from '../../src/applet/win32/dxgi-structs.ts'

const AddRef = method(1, 'uint32_t AddRef(void *self)')

const METHODS = 15
const WAIT_TIMEOUT = 0x887a_0027 | 0

/** One thing drawn and one moved, as left, top, right, bottom; the move says first where from. */
const DRAWN = [2, 3, 12, 13]
const MOVED = [90, 90, 40, 50, 60, 55]

/**
 * A copy of an output that ours takes for one of Windows': it hands out one frame, a texture, and then nothing more. The object
 * is laid out as COM does it; who answers is JavaScript.
 */
class StandIn {
  readonly address: bigint
  given = 0

  constructor(texture: bigint) {
    const released = () => {
      this.given -= 1
      return 0
    }
    const table = new BigUint64Array(METHODS)
    table[2] = callback('uint32_t', ['void *'], () => 0)
    table[8] = callback('int', ['void *', 'uint32_t', 'void *', 'void *'], (_self, _ms, info, frame) =>
      this.#acquire(texture, info as bigint, frame as bigint),
    )
    table[9] = callback('int', ['void *', 'uint32_t', 'void *', 'void *'], (_self, _bytes, rects, used) =>
      giveNumbers(DRAWN, rects as bigint, used as bigint),
    )
    table[10] = callback('int', ['void *', 'uint32_t', 'void *', 'void *'], (_self, _bytes, moves, used) =>
      giveNumbers(MOVED, moves as bigint, used as bigint),
    )
    table[11] = callback(
      'int',
      ['void *', 'uint32_t', 'void *', 'void *', 'void *'],
      (_self, _bytes, shape, _used, info) => givePointer(shape as bigint, info as bigint),
    )
    table[14] = callback('int', ['void *'], released)
    this.address = koffi.alloc('void *', 1)
    koffi.encode(this.address, 'void *', nativeCopy(table))
  }

  #acquire(texture: bigint, info: bigint, frame: bigint): number {
    if (this.given !== 0) return WAIT_TIMEOUT
    this.given += 2
    AddRef(texture)
    koffi.encode(frame, 'void *', texture)
    const moments = { LastPresentTime: 7, LastMouseUpdateTime: 9, AccumulatedFrames: 1 }
    const none = { RectsCoalesced: 0, ProtectedContentMaskedOut: 0, PointerX: 0, PointerY: 0, PointerVisible: 1 }
    koffi.encode(info, DXGI_OUTDUPL_FRAME_INFO, {
      ...moments,
      ...none,
      TotalMetadataBufferSize: 64,
      PointerShapeBufferSize: 4,
    })
    return 0
  }
}

/** What our side makes of a frame, and how many pixels of the picture are not as they should be. */
export async function readFrame(
  adapter: bigint,
  paintedTexture: (device: GraphicsDevice) => bigint,
  valueAt: (x: number, y: number) => number,
) {
  const device = new GraphicsDevice(adapter)
  const duplication = new StandIn(paintedTexture(device))
  const output = new DuplicatedOutput({ x: 5, y: 7, width: 333, height: 201 }, device, duplication.address)
  using picture = DibSection.create({ width: 400, height: 300 }) as DibSection
  const news = await output.wait(1000)
  output.copy(news?.damage ?? [], picture)
  const pixels = Buffer.from(picture.pixels)
  const at = (x: number, y: number) => pixels.readUInt32LE((y + 7) * picture.stride + (x + 5) * 4)
  const right = [at(2, 3) === valueAt(2, 3), at(11, 12) === valueAt(11, 12), at(59, 54) === valueAt(59, 54)]
  const untouched = [at(1, 3), at(12, 13), at(90, 90)]
  const later = output.look()
  const given = duplication.given
  output.close()
  const pointer = news?.pointerShape && { ...news.pointerShape, pixels: [...news.pointerShape.pixels] }
  return {
    damage: news?.damage,
    pointerMoved: news?.pointerMoved,
    pointer,
    right,
    untouched,
    later: later ?? null,
    given,
  }
}

function callback(result: string, args: string[], answer: (...args: unknown[]) => number): bigint {
  return koffi.register(answer, koffi.pointer(koffi.proto(result, args)))
}

function nativeCopy(table: BigUint64Array): bigint {
  const memory: bigint = koffi.alloc('uint8_t', table.byteLength)
  koffi.encode(memory, koffi.array('uint8_t', table.byteLength), new Uint8Array(table.buffer))
  return memory
}

function giveNumbers(numbers: readonly number[], to: bigint, used: bigint): number {
  koffi.encode(to, koffi.array('int32_t', numbers.length), Int32Array.from(numbers))
  koffi.encode(used, 'uint32_t', numbers.length * 4)
  return 0
}

function givePointer(shape: bigint, info: bigint): number {
  koffi.encode(shape, koffi.array('uint8_t', 4), Uint8Array.of(1, 2, 3, 128))
  koffi.encode(info, DXGI_OUTDUPL_POINTER_SHAPE_INFO, { Type: 2, Width: 1, Height: 1, Pitch: 4, HotX: 0, HotY: 0 })
  return 0
}
