import * as v from 'valibot'
import { integer, permission, text } from '../../../protocol/fields.ts'
import { LIMITS } from '../../../protocol/limits.ts'
import { ALL_PERMISSIONS } from '../../../protocol/permission.ts'

/** A name that a shell made up, or was told. */
const id = text(64)

/** A path on the customer's own computer. */
const path = text(4096)

/**
 * What a customer does in a window, whatever it is made of. Shells pass these on and decide nothing: whether an act counts is
 * for the presenter to say, and what follows from it for the applet.
 */
export const customerAct = v.variant('type', [
  /** The large X. */
  v.object({ type: v.literal('revoked-all') }),
  /** The small X. */
  v.object({ type: v.literal('ended') }),
  /** The scam warning: whether they called the company themselves. */
  v.object({ type: v.literal('warning-answered'), called: v.boolean() }),
  v.object({ type: v.literal('code-entered'), code: text(32) }),
  v.object({ type: v.literal('terms-answered'), accepted: v.boolean() }),
  v.object({
    type: v.literal('prompt-answered'),
    prompt: integer(0, Number.MAX_SAFE_INTEGER),
    answer: v.picklist(['yes', 'no']),
    /** Of the choices; ignored without any. */
    ticked: v.optional(v.pipe(v.array(permission), v.maxLength(ALL_PERMISSIONS.length))),
    minutes: v.optional(integer(1, 600)),
  }),
  v.object({ type: v.literal('permission-switched'), permission, on: v.boolean() }),
  v.object({ type: v.literal('said'), text: text(LIMITS.chatText * 8) }),
  /** An address in the chat; it opens after a question. */
  v.object({ type: v.literal('link-pressed'), url: text(2048) }),
  /** From a shell that has the file itself. */
  v.object({ type: v.literal('file-chosen'), path }),
  /** Into one of the places, or into a folder that the customer named. */
  v.object({ type: v.literal('file-placed'), file: id, folder: path }),
  v.object({ type: v.literal('file-refused'), file: id }),
  v.object({ type: v.literal('log-saved'), format: v.picklist(['text', 'verifiable']), folder: path }),
  /** After the end: once more, with the same code. */
  v.object({ type: v.literal('tried-again') }),
  /** After the end: the window can go. */
  v.object({ type: v.literal('left') }),
])

export type CustomerAct = v.InferOutput<typeof customerAct>
