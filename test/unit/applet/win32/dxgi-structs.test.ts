import koffi from 'koffi'
import { expect, test } from 'vitest'
import {
  D3D11_BOX,
  D3D11_MAPPED_SUBRESOURCE,
  D3D11_TEXTURE2D_DESC,
  DXGI_OUTDUPL_DESC,
  DXGI_OUTDUPL_FRAME_INFO,
  DXGI_OUTDUPL_POINTER_SHAPE_INFO,
  DXGI_OUTPUT_DESC,
} from '../../../../src/applet/win32/dxgi-structs.ts'

// What the compiler of Windows for 64 bits makes of dxgi1_2.h and d3d11.h.
const LAYOUTS = [
  {
    name: 'DXGI_OUTPUT_DESC',
    struct: DXGI_OUTPUT_DESC,
    size: 96,
    offsets: { DesktopCoordinates: 64, AttachedToDesktop: 80, Rotation: 84, Monitor: 88 },
  },
  { name: 'DXGI_OUTDUPL_DESC', struct: DXGI_OUTDUPL_DESC, size: 36, offsets: { Format: 16, Rotation: 28 } },
  {
    name: 'DXGI_OUTDUPL_FRAME_INFO',
    struct: DXGI_OUTDUPL_FRAME_INFO,
    size: 48,
    offsets: {
      LastMouseUpdateTime: 8,
      AccumulatedFrames: 16,
      PointerX: 28,
      PointerVisible: 36,
      PointerShapeBufferSize: 44,
    },
  },
  {
    name: 'DXGI_OUTDUPL_POINTER_SHAPE_INFO',
    struct: DXGI_OUTDUPL_POINTER_SHAPE_INFO,
    size: 24,
    offsets: { Pitch: 12, HotX: 16, HotY: 20 },
  },
  {
    name: 'D3D11_TEXTURE2D_DESC',
    struct: D3D11_TEXTURE2D_DESC,
    size: 44,
    offsets: { Format: 16, Usage: 28, CPUAccessFlags: 36, MiscFlags: 40 },
  },
  {
    name: 'D3D11_MAPPED_SUBRESOURCE',
    struct: D3D11_MAPPED_SUBRESOURCE,
    size: 16,
    offsets: { RowPitch: 8, DepthPitch: 12 },
  },
  { name: 'D3D11_BOX', struct: D3D11_BOX, size: 24, offsets: { front: 8, right: 12, bottom: 16, back: 20 } },
]

test.each(LAYOUTS)('$name lies in memory as Windows has it', ({ struct, size, offsets }) => {
  expect(koffi.sizeof(struct)).toBe(size)
  const read = Object.keys(offsets).map((member) => [member, koffi.offsetof(struct, member)])
  expect(Object.fromEntries(read)).toEqual(offsets)
})
