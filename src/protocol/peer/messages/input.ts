import * as v from 'valibot'
import { integer } from '../../fields.ts'
import { LIMITS } from '../../limits.ts'
import { KEY_CODES } from '../key-codes.ts'
import type { PeerCatalog } from '../peer-sender.ts'

const position = integer(0, LIMITS.screenSide - 1)
const point = { x: position, y: position }

const BUTTONS = ['left', 'middle', 'right', 'back', 'forward'] as const
export type Button = (typeof BUTTONS)[number]

export const INPUT_REFUSALS = [
  'not-permitted',
  'prompt-open',
  'outside-screen',
  'too-much-input',
  /** Somebody at the computer uses its mouse or keyboard, and goes first. */
  'customer-active',
  /** It would have reached the window in which the customer decides. */
  'own-window',
  /** Windows lets only programs of the system press Ctrl+Alt+Del. */
  'needs-elevation',
] as const
export type InputRefusal = (typeof INPUT_REFUSALS)[number]

/** Points are pixels of the desktop, inside the part of it that `screen-described` says is shown. */
export const inputMessages = {
  'pointer-moved': {
    fields: v.object(point),
    from: 'console',
    requires: 'control',
    afterCut: 'dropped',
    about: 'Only the newest of those that wait is carried out.',
  },
  'button-pressed': {
    fields: v.object({ ...point, button: v.picklist(BUTTONS) }),
    from: 'console',
    requires: 'control',
    afterCut: 'dropped',
    about: 'A mouse button went down at this point.',
  },
  'button-released': {
    fields: v.object({ ...point, button: v.picklist(BUTTONS) }),
    from: 'console',
    requires: 'control',
    afterCut: 'dropped',
    about: 'A mouse button went up at this point.',
  },
  'wheel-turned': {
    /** 120 units are one notch; positive is right and down. */
    fields: v.object({ ...point, dx: integer(-12_000, 12_000), dy: integer(-12_000, 12_000) }),
    from: 'console',
    requires: 'control',
    afterCut: 'dropped',
    about: 'The wheel turned at this point; 120 units are one notch, positive is right and down.',
  },
  'key-pressed': {
    fields: v.object({ code: v.picklist(KEY_CODES) }),
    from: 'console',
    requires: 'control',
    afterCut: 'dropped',
    about: 'A key by its place on the keyboard (KeyboardEvent.code): shortcuts and keys without text.',
  },
  'key-released': {
    fields: v.object({ code: v.picklist(KEY_CODES) }),
    from: 'console',
    requires: 'control',
    afterCut: 'dropped',
    about: 'The key went up.',
  },
  'text-entered': {
    fields: v.object({ text: v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.enteredText)) }),
    from: 'console',
    requires: 'control',
    afterCut: 'dropped',
    about: 'Text as it was meant, whatever the keyboard layouts on both sides.',
  },
  'input-let-go': {
    fields: v.object({}),
    from: 'console',
    requires: 'control',
    afterCut: 'dropped',
    about: 'The technician looks elsewhere: every key and button goes up.',
  },
  'input-refused': {
    fields: v.object({ reason: v.picklist(INPUT_REFUSALS), count: integer(1, 0xffff_ffff) }),
    from: 'applet',
    requires: 'nothing',
    afterCut: 'dropped',
    about: 'How many input messages were refused since the last of these; at most one a second for each reason.',
  },
} as const satisfies PeerCatalog
