import koffi from 'koffi'
import type { Rect, Size } from '../../../../base/rect.ts'
import type { Pointer } from '../../../native/c-declaration.ts'
import { received, release, succeed } from '../../../win32/com.ts'
import { copyRows } from '../../../win32/copy-rows.ts'
import {
  CopySubresourceRegion,
  CreateTexture2D,
  D3D11_CPU_ACCESS_READ,
  D3D11_MAP_READ,
  D3D11_USAGE_STAGING,
  MapTexture,
  UnmapTexture,
} from '../../../win32/d3d11.ts'
import type { DibSection } from '../../../win32/dib-section.ts'
import { DXGI_FORMAT_B8G8R8A8_UNORM } from '../../../win32/dxgi.ts'
import { D3D11_BOX, D3D11_MAPPED_SUBRESOURCE, D3D11_TEXTURE2D_DESC } from '../../../win32/dxgi-structs.ts'
import type { GraphicsDevice } from './graphics-device.ts'

const BYTES_PER_PIXEL = 4

/** Where the pixels of an output go. */
interface Target {
  readonly x: number
  readonly y: number
  readonly picture: DibSection
}

/** The way from a graphics adapter's memory to ours: it copies in there, then lets us read. */
export class StagingTexture implements Disposable {
  readonly #context: Pointer
  readonly #texture: Pointer

  /** Throws ComFailed. */
  constructor({ device, context }: GraphicsDevice, size: Size) {
    this.#context = context
    this.#texture = received('CreateTexture2D', (texture) => CreateTexture2D(device, describe(size), null, texture))
  }

  /** Copies these parts of a texture of the same size to where they are in the picture. Throws ComFailed. */
  copy(from: Pointer, parts: readonly Rect[], target: Target): void {
    for (const part of parts) {
      CopySubresourceRegion(this.#context, this.#texture, 0, part.x, part.y, 0, from, 0, boxOf(part))
    }
    const mapped = Buffer.alloc(koffi.sizeof(D3D11_MAPPED_SUBRESOURCE))
    succeed('Map', MapTexture(this.#context, this.#texture, 0, D3D11_MAP_READ, 0, mapped))
    const { pData, RowPitch } = koffi.decode(mapped, D3D11_MAPPED_SUBRESOURCE)
    for (const part of parts) read({ address: pData, stride: RowPitch }, part, target)
    UnmapTexture(this.#context, this.#texture, 0)
  }

  [Symbol.dispose](): void {
    release(this.#texture)
  }
}

function read(mapped: { address: Pointer; stride: number }, part: Rect, { x, y, picture }: Target): void {
  const to = { x: x + part.x, y: y + part.y }
  copyRows(at(mapped, part), at(picture, to), part.width * BYTES_PER_PIXEL, part.height)
}

function at({ address, stride }: { address: Pointer; stride: number }, { x, y }: { x: number; y: number }) {
  return { address: address + BigInt(y * stride + x * BYTES_PER_PIXEL), stride }
}

function describe({ width, height }: Size): Buffer {
  const description = Buffer.alloc(koffi.sizeof(D3D11_TEXTURE2D_DESC))
  koffi.encode(description, D3D11_TEXTURE2D_DESC, {
    Width: width,
    Height: height,
    MipLevels: 1,
    ArraySize: 1,
    Format: DXGI_FORMAT_B8G8R8A8_UNORM,
    SampleCount: 1,
    SampleQuality: 0,
    Usage: D3D11_USAGE_STAGING,
    BindFlags: 0,
    CPUAccessFlags: D3D11_CPU_ACCESS_READ,
    MiscFlags: 0,
  })
  return description
}

function boxOf({ x, y, width, height }: Rect): Buffer {
  const box = Buffer.alloc(koffi.sizeof(D3D11_BOX))
  koffi.encode(box, D3D11_BOX, { left: x, top: y, front: 0, right: x + width, bottom: y + height, back: 1 })
  return box
}
