import * as v from 'valibot'
import { integer, text } from '../../fields.ts'
import { LIMITS } from '../../limits.ts'
import type { PeerCatalog } from '../peer-sender.ts'

const side = integer(1, LIMITS.screenSide)
const coordinate = integer(-LIMITS.screenSide, LIMITS.screenSide)
const cursorSide = integer(1, LIMITS.cursorSide)
const monitorName = text(LIMITS.nameLength)
const monitor = v.object({ name: monitorName, x: coordinate, y: coordinate, width: side, height: side })
const cursorId = integer(0, LIMITS.keptCursors - 1)

/** What the technician would rather have when a line or a computer cannot give all: sharpness, a little of both, or few bytes. */
export const QUALITIES = ['sharp', 'balanced', 'low'] as const
export type Quality = (typeof QUALITIES)[number]

export const screenMessages = {
  'screen-described': {
    fields: v.object({
      /** Counts descriptions, modulo 256; every update names the one it was made for. */
      epoch: integer(0, 255),
      /** The part of the desktop that the picture shows. */
      x: coordinate,
      y: coordinate,
      width: side,
      height: side,
      monitors: v.pipe(v.array(monitor), v.maxLength(LIMITS.monitors)),
      /** The monitor that is shown alone; null when all are. */
      shown: v.nullable(monitorName),
    }),
    from: 'applet',
    requires: 'view',
    afterCut: 'dropped',
    about:
      'Which part of the desktop the picture shows and where its monitors are, in pixels from its upper left corner; the next update is a keyframe.',
  },
  'view-adjusted': {
    fields: v.object({
      quality: v.picklist(QUALITIES),
      greyscale: v.boolean(),
      framesPerSecond: integer(1, LIMITS.framesPerSecond),
      /** The monitor to show alone; null for all. One that does not exist (any more) means all. */
      monitor: v.nullable(monitorName),
    }),
    from: 'console',
    requires: 'view',
    afterCut: 'dropped',
    about: 'How the technician wants to see the screen from now on.',
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
      /** The place in which the console keeps it. */
      id: cursorId,
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
  'cursor-reused': {
    fields: v.object({ id: cursorId }),
    from: 'applet',
    requires: 'view',
    afterCut: 'dropped',
    about: 'The pointer looks again as the shape last sent for this place.',
  },
  'cursor-moved': {
    fields: v.object({ x: coordinate, y: coordinate }),
    from: 'applet',
    requires: 'view',
    afterCut: 'dropped',
    about: 'Where the pointer is, in pixels of the desktop.',
  },
} as const satisfies PeerCatalog
