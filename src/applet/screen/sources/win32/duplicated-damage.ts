import { intersect, type Rect, type Size } from '../../../../base/rect.ts'
import { around, type Edges } from './desktop-layout.ts'

/** Beyond this many, the one rectangle around them costs less to copy and to compare than they cost to handle. */
const MOST_RECTS = 64

const RECT_BYTES = 16
const MOVE_BYTES = 24
/** Of the rectangle that something was moved to, behind the point that it was moved from. */
const MOVE_DESTINATION = 8

/**
 * Where an output changed, in its own pixels: what was drawn (RECTs), and what things were moved to
 * (DXGI_OUTDUPL_MOVE_RECTs). What they left is told as drawn.
 */
export function readDamage(drawn: Buffer, moves: Buffer, output: Size): Rect[] {
  const all = [...readEdges(moves, MOVE_BYTES, MOVE_DESTINATION), ...readEdges(drawn, RECT_BYTES, 0)]
  const few = all.length > MOST_RECTS ? [around(all)] : all.map((edges) => around([edges]))
  return few.flatMap((rect) => intersect(rect, { x: 0, y: 0, width: output.width, height: output.height }) ?? [])
}

function readEdges(bytes: Buffer, size: number, offset: number): Edges[] {
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => {
    const edge = (place: number) => bytes.readInt32LE(index * size + offset + place * 4)
    return { left: edge(0), top: edge(1), right: edge(2), bottom: edge(3) }
  })
}
