import type { CursorShape } from '../../screen-source.ts'

const DRAWING = [
  '#           ',
  '##          ',
  '#.#         ',
  '#..#        ',
  '#...#       ',
  '#....#      ',
  '#.....#     ',
  '#......#    ',
  '#.......#   ',
  '#........#  ',
  '#.........# ',
  '#......#####',
  '#...#..#    ',
  '#..##..#    ',
  '#.#  #..#   ',
  '##   #..#   ',
  '#     #..#  ',
  '      #..#  ',
  '       ##   ',
]
const COLOURS: Readonly<Record<string, readonly number[]>> = {
  ' ': [0, 0, 0, 0],
  '#': [255, 255, 255, 255],
  '.': [0, 0, 0, 255],
}

/** The pointer of a Mac as it mostly looks: what it looks like now, only AppKit tells, and that no longer since macOS 14. */
export const ARROW: CursorShape = {
  width: DRAWING[0]?.length ?? 0,
  height: DRAWING.length,
  hotX: 0,
  hotY: 0,
  pixels: Uint8Array.from(
    DRAWING.join('')
      .split('')
      .flatMap((sign) => COLOURS[sign] ?? []),
  ),
}
