import { LIMITS } from '../../../../protocol/limits.ts'
import type { CursorShape } from '../../screen-source.ts'
import { drawInverting } from './inverting-pixels.ts'

/** How desktop duplication tells what the pointer looks like (DXGI_OUTDUPL_POINTER_SHAPE_TYPE). */
const POINTER_KIND = { monochrome: 1, colour: 2, maskedColour: 4 } as const

/** DXGI_OUTDUPL_POINTER_SHAPE_INFO */
export interface PointerInfo {
  readonly Type: number
  readonly Width: number
  /** Of a monochrome one twice what is seen: its two masks lie one above the other. */
  readonly Height: number
  /** Bytes from one row to the next. */
  readonly Pitch: number
  readonly HotX: number
  readonly HotY: number
}

type Pixel = readonly [red: number, green: number, blue: number, alpha: number] | 'inverts'

const CLEAR: Pixel = [0, 0, 0, 0]
const OPAQUE = 255

/** RGBA of what duplication tells; undefined when it is nothing that we know, or that we pass on. */
export function readPointerShape(info: PointerInfo, bytes: Uint8Array): CursorShape | undefined {
  const { Type, Width: width, Pitch, HotX: hotX, HotY: hotY } = info
  const height = Type === POINTER_KIND.monochrome ? Math.floor(info.Height / 2) : info.Height
  const read = reader(info, bytes, height)
  const seen = width > 0 && height > 0 && Math.max(width, height) <= LIMITS.cursorSide
  if (!read || !seen || bytes.length < Pitch * info.Height) return undefined
  return { width, height, hotX, hotY, pixels: draw(width, height, read) }
}

type Read = (x: number, y: number) => Pixel

function reader({ Type, Pitch }: PointerInfo, bytes: Uint8Array, height: number): Read | undefined {
  const value = (x: number, y: number, byte: number) => bytes[y * Pitch + x * 4 + byte] ?? 0
  const colour = (x: number, y: number, alpha: number): Pixel => [value(x, y, 2), value(x, y, 1), value(x, y, 0), alpha]
  const bit = (x: number, y: number) => ((bytes[y * Pitch + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1
  switch (Type) {
    case POINTER_KIND.monochrome:
      return (x, y) => masked(bit(x, y), bit(x, y + height))
    case POINTER_KIND.colour:
      return (x, y) => colour(x, y, value(x, y, 3))
    case POINTER_KIND.maskedColour:
      return (x, y) => (value(x, y, 3) === 0 ? colour(x, y, OPAQUE) : exclusive(colour(x, y, OPAQUE)))
    default:
      return undefined
  }
}

/** The background AND the first mask, then XOR the second. */
function masked(and: number, xor: number): Pixel {
  if (and === 1) return xor === 1 ? 'inverts' : CLEAR
  const grey = xor * 255
  return [grey, grey, grey, OPAQUE]
}

/** The background XOR a colour: black leaves it alone, and no other is worth telling from white. */
function exclusive(colour: Pixel): Pixel {
  const [red, green, blue] = colour
  return red === 0 && green === 0 && blue === 0 ? CLEAR : 'inverts'
}

function draw(width: number, height: number, read: Read): Uint8Array {
  const rgba = new Uint8Array(width * height * 4)
  const inverting: number[] = []
  for (let at = 0; at < rgba.length; at += 4) {
    const index = at / 4
    const pixel = read(index % width, Math.floor(index / width))
    if (pixel === 'inverts') inverting.push(at)
    else rgba.set(pixel, at)
  }
  drawInverting(rgba, inverting, width)
  return rgba
}
