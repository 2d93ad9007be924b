import koffi from 'koffi'
import type { Rect } from '../../../../base/rect.ts'
import type { Pointer } from '../../../native/c-declaration.ts'
import { query, release } from '../../../win32/com.ts'
import { IID_ID3D11Texture2D } from '../../../win32/d3d11.ts'
import type { DibSection } from '../../../win32/dib-section.ts'
import {
  AcquireNextFrame,
  DXGI_ERROR_WAIT_TIMEOUT,
  GetFrameDirtyRects,
  GetFrameMoveRects,
  GetFramePointerShape,
  ReleaseFrame,
} from '../../../win32/dxgi.ts'
import { DXGI_OUTDUPL_FRAME_INFO, DXGI_OUTDUPL_POINTER_SHAPE_INFO } from '../../../win32/dxgi-structs.ts'
import type { CursorShape } from '../../screen-source.ts'
import { readDamage } from './duplicated-damage.ts'
import { readPointerShape } from './duplicated-pointer.ts'
import { DuplicationLost } from './duplication-lost.ts'
import type { GraphicsDevice } from './graphics-device.ts'
import { StagingTexture } from './staging-texture.ts'

export interface OutputNews {
  /** Where something was drawn, in the output's own pixels. */
  readonly damage: readonly Rect[]
  readonly pointerMoved: boolean
  /** What the pointer looks like now; undefined when that is what it did before. */
  readonly pointerShape: CursorShape | undefined
}

interface FrameInfo {
  readonly LastPresentTime: number | bigint
  readonly LastMouseUpdateTime: number | bigint
  readonly TotalMetadataBufferSize: number
  readonly PointerShapeBufferSize: number
}

const INFO_BYTES = koffi.sizeof(DXGI_OUTDUPL_FRAME_INFO)

/**
 * A copy of what one output shows, on a device of its own: while a thread waits for the next frame, nothing else touches either.
 * A frame is held until the next is wanted; as long as it is held, Windows gathers what changes and copies nothing.
 */
export class DuplicatedOutput {
  /** Where it is in the picture of the whole desktop. */
  readonly place: Rect
  readonly #device: GraphicsDevice
  readonly #duplication: Pointer
  readonly #staging: StagingTexture
  /** An answer's memory: the information, then the address of the frame. */
  readonly #answer: Pointer = koffi.alloc('uint8_t', INFO_BYTES + 8)
  #frame: Pointer | undefined

  constructor(place: Rect, device: GraphicsDevice, duplication: Pointer) {
    this.place = place
    this.#device = device
    this.#duplication = duplication
    this.#staging = new StagingTexture(device, place)
  }

  /** Waits for something new on another thread; undefined when there was nothing. Rejects with what it answered. */
  async wait(milliseconds: number): Promise<OutputNews | undefined> {
    this.#giveBack()
    const frame = this.#answer + BigInt(INFO_BYTES)
    return this.#read(await AcquireNextFrame.async(this.#duplication, milliseconds, this.#answer, frame))
  }

  /** The same without waiting. */
  look(): OutputNews | undefined {
    this.#giveBack()
    return this.#read(AcquireNextFrame(this.#duplication, 0, this.#answer, this.#answer + BigInt(INFO_BYTES)))
  }

  /** Copies what is told as drawn, out of the frame that told it. */
  copy(damage: readonly Rect[], picture: DibSection): void {
    if (this.#frame === undefined || damage.length === 0) return
    const texture = query(this.#frame, IID_ID3D11Texture2D)
    try {
      this.#staging.copy(texture, damage, { ...this.place, picture })
    } finally {
      release(texture)
    }
  }

  #read(answer: number): OutputNews | undefined {
    const code = answer >>> 0
    if (code === DXGI_ERROR_WAIT_TIMEOUT) return undefined
    if (answer < 0) throw new DuplicationLost(code)
    this.#frame = koffi.decode(this.#answer, INFO_BYTES, 'void *') as Pointer
    const info: FrameInfo = koffi.decode(this.#answer, DXGI_OUTDUPL_FRAME_INFO)
    const pointerMoved = Number(info.LastMouseUpdateTime) !== 0
    return { damage: this.#readDamage(info), pointerMoved, pointerShape: this.#readPointer(info) }
  }

  #readDamage({ LastPresentTime, TotalMetadataBufferSize: bytes }: FrameInfo): Rect[] {
    if (Number(LastPresentTime) === 0) return []
    const { width, height } = this.place
    const moves = this.#metadata(GetFrameMoveRects, bytes)
    const drawn = this.#metadata(GetFrameDirtyRects, bytes)
    const known = bytes > 0 && moves !== undefined && drawn !== undefined
    // A frame without a word on where it differs may differ anywhere: the first one.
    return known ? readDamage(drawn, moves, this.place) : [{ x: 0, y: 0, width, height }]
  }

  #metadata(get: typeof GetFrameMoveRects, bytes: number): Buffer | undefined {
    const metadata = Buffer.alloc(bytes)
    const used = new Uint32Array(1)
    return get(this.#duplication, bytes, metadata, used) < 0 ? undefined : metadata.subarray(0, used[0])
  }

  #readPointer({ PointerShapeBufferSize: bytes }: FrameInfo): CursorShape | undefined {
    if (bytes === 0) return undefined
    const shape = Buffer.alloc(bytes)
    const info = Buffer.alloc(koffi.sizeof(DXGI_OUTDUPL_POINTER_SHAPE_INFO))
    const answer = GetFramePointerShape(this.#duplication, bytes, shape, new Uint32Array(1), info)
    return answer < 0 ? undefined : readPointerShape(koffi.decode(info, DXGI_OUTDUPL_POINTER_SHAPE_INFO), shape)
  }

  #giveBack(): void {
    if (this.#frame === undefined) return
    release(this.#frame)
    this.#frame = undefined
    ReleaseFrame(this.#duplication)
  }

  /** Not while a thread waits. */
  close(): void {
    this.#giveBack()
    this.#staging[Symbol.dispose]()
    release(this.#duplication)
    this.#device[Symbol.dispose]()
    koffi.free(this.#answer)
  }
}
