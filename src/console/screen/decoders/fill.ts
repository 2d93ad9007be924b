import type { PaintedRect } from '../../../protocol/peer/frame-codec.ts'
import type { DecodedRect } from '../rect-decoder.ts'
import { Undecodable } from '../undecodable.ts'

export function decodeFill({ x, y, width, height, data }: PaintedRect): DecodedRect {
  if (data.byteLength !== 3) throw new Undecodable('a fill has one colour')
  const colour = `rgb(${data.join(' ')})`
  return {
    paint({ context }) {
      context.fillStyle = colour
      context.fillRect(x, y, width, height)
    },
    close() {},
  }
}
