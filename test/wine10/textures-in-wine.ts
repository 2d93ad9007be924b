import koffi from 'koffi'
import { GraphicsDevice } from '../../src/applet/screen/sources/win32/graphics-device.ts'
import { StagingTexture } from '../../src/applet/screen/sources/win32/staging-texture.ts'
import { received, release } from '../../src/applet/win32/com.ts'
import { CreateTexture2D } from '../../src/applet/win32/d3d11.ts'
import { DibSection } from '../../src/applet/win32/dib-section.ts'
import {
  CreateDXGIFactory1,
  EnumAdapters1,
  EnumOutputs,
  GetOutputDesc,
  IID_IDXGIFactory1,
} from '../../src/applet/win32/dxgi.ts'
import { D3D11_TEXTURE2D_DESC, DXGI_OUTPUT_DESC } from '../../src/applet/win32/dxgi-structs.ts'
import { readFrame } from './duplication-in-wine.ts'

/** Odd, so that rows in the adapter's memory are longer than what they show. */
const SIZE = { width: 333, height: 201 }
const AT = { x: 10, y: 20 }
const DAMAGE = [
  { x: 0, y: 0, width: 100, height: 50 },
  { x: 301, y: 190, width: 32, height: 11 },
]

/** Copies parts of a texture into a picture, the way a frame goes. How many pixels of the picture are not as they should be. */
export function wrongPixels(): number {
  const factory = received('CreateDXGIFactory1', (found) => CreateDXGIFactory1(IID_IDXGIFactory1, found))
  const adapter = received('EnumAdapters1', (found) => EnumAdapters1(factory, 0, found))
  using device = new GraphicsDevice(adapter)
  using staging = new StagingTexture(device, SIZE)
  using picture = DibSection.create({ width: 400, height: 300 }) as DibSection
  const texture = paintedTexture(device)
  staging.copy(texture, DAMAGE, { ...AT, picture })
  for (const object of [texture, adapter, factory]) release(object)
  return countWrong(picture)
}

/** What our side makes of a frame of desktop duplication that a stand-in for Windows hands out. */
export async function duplicatedFrame() {
  const factory = received('CreateDXGIFactory1', (found) => CreateDXGIFactory1(IID_IDXGIFactory1, found))
  const adapter = received('EnumAdapters1', (found) => EnumAdapters1(factory, 0, found))
  return await readFrame(adapter, paintedTexture, valueAt)
}

/** What an output calls itself, asked on another thread. */
export async function outputName(): Promise<string> {
  const factory = received('CreateDXGIFactory1', (found) => CreateDXGIFactory1(IID_IDXGIFactory1, found))
  const adapter = received('EnumAdapters1', (found) => EnumAdapters1(factory, 0, found))
  const output = received('EnumOutputs', (found) => EnumOutputs(adapter, 0, found))
  const description = koffi.alloc('uint8_t', koffi.sizeof(DXGI_OUTPUT_DESC))
  await GetOutputDesc.async(output, description)
  const { DeviceName } = koffi.decode(description, DXGI_OUTPUT_DESC)
  koffi.free(description)
  for (const object of [output, adapter, factory]) release(object)
  return DeviceName
}

function paintedTexture({ device }: GraphicsDevice): bigint {
  const { width, height } = SIZE
  const pixels = Buffer.alloc(width * height * 4)
  for (let index = 0; index < width * height; index += 1)
    pixels.writeUInt32LE(valueAt(index % width, index / width), index * 4)
  const memory: bigint = koffi.alloc('uint8_t', pixels.length)
  koffi.encode(memory, koffi.array('uint8_t', pixels.length), pixels)
  const description = Buffer.alloc(koffi.sizeof(D3D11_TEXTURE2D_DESC))
  const plain = { MipLevels: 1, ArraySize: 1, SampleCount: 1, SampleQuality: 0, CPUAccessFlags: 0, MiscFlags: 0 }
  const bgraForShaders = { Format: 87, Usage: 0, BindFlags: 8 }
  koffi.encode(description, D3D11_TEXTURE2D_DESC, { Width: width, Height: height, ...plain, ...bgraForShaders })
  const initial = Buffer.alloc(16)
  initial.writeBigUInt64LE(memory)
  initial.writeUInt32LE(width * 4, 8)
  const texture = received('CreateTexture2D', (found) => CreateTexture2D(device, description, initial, found))
  koffi.free(memory)
  return texture
}

function valueAt(x: number, y: number): number {
  return 0xff00_0000 + Math.floor(y) * 0x1_0000 + x
}

function countWrong({ pixels, stride, width, height }: DibSection): number {
  const bytes = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength)
  let wrong = 0
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [from, to] = [x - AT.x, y - AT.y]
      const copied = DAMAGE.some(
        (rect) => from >= rect.x && from < rect.x + rect.width && to >= rect.y && to < rect.y + rect.height,
      )
      if (bytes.readUInt32LE(y * stride + x * 4) !== (copied ? valueAt(from, to) : 0)) wrong += 1
    }
  }
  return wrong
}
