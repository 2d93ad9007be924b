import * as v from 'valibot'
import { integer, text } from '../../fields.ts'
import { LIMITS } from '../../limits.ts'
import type { PeerCatalog } from '../peer-sender.ts'

const side = integer(1, LIMITS.screenSide)
const coordinate = integer(-LIMITS.screenSide, LIMITS.screenSide)
const cursorSide = integer(1, LIMITS.cursorSide)
const monitor = v.object({ name: text(LIMITS.nameLength), x: coordinate, y: coordinate, width: side, height: side })

export const screenMessages = {
  'screen-described': {
    fields: v.object({
      /** Counts descriptions, modulo 256; every update names the one it was made for. */
      epoch: integer(0, 255),
      width: side,
      height: side,
      monitors: v.pipe(v.array(monitor), v.maxLength(LIMITS.monitors)),
    }),
    from: 'applet',
    requires: 'view',
    afterCut: 'dropped',
    about: 'The size of the picture in pixels; the next update is a keyframe.',
  },
  'screen-lost': {
    fields: v.object({ reason: text(200) }),
    from: 'applet',
    requires: 'nothing',
    afterCut: 'dropped',
    about: 'No screen can be captured at the moment; the reason is a sentence for the technician.',
  },
  'update-painted': {
    fields: v.object({ seq: integer(0, 0xffff_ffff) }),
    from: 'console',
    requires: 'nothing',
    afterCut: 'dropped',
    about: 'Acknowledges an update and all before it; it lets the applet make the next.',
  },
  'keyframe-requested': {
    fields: v.object({}),
    from: 'console',
    requires: 'view',
    afterCut: 'dropped',
    about: 'The console lost its picture and needs a whole one.',
  },
  'cursor-changed': {
    fields: v.object({
      width: cursorSide,
      height: cursorSide,
      hotX: integer(0, LIMITS.cursorSide),
      hotY: integer(0, LIMITS.cursorSide),
      /** RGBA, not premultiplied, rows from the top, in base64. */
      pixels: v.pipe(v.string(), v.maxLength(350_000)),
    }),
    from: 'applet',
    requires: 'view',
    afterCut: 'dropped',
    about: 'The pointer looks different now; it is never part of the picture.',
  },
  'cursor-moved': {
    fields: v.object({ x: coordinate, y: coordinate }),
    from: 'applet',
    requires: 'view',
    afterCut: 'dropped',
    about: 'Where the pointer is, in pixels of the picture.',
  },
} as const satisfies PeerCatalog
