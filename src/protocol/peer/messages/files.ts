import * as v from 'valibot'
import { bytesInHex, integer } from '../../fields.ts'
import { LIMITS } from '../../limits.ts'
import type { PeerCatalog } from '../peer-sender.ts'

/** Each side numbers the files that it sends, from 1 on and none twice. */
const id = integer(1, 0xffff_ffff)
const amount = integer(0, LIMITS.fileBytes)
const file = { id, name: v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.fileNameLength)), bytes: amount }

/** Why a file's receiver does not want it (any more). */
export const FILE_REFUSALS = [
  'declined',
  'cancelled',
  'not-permitted',
  /** Its name would mean something else than a file on the other computer. */
  'name',
  'too-large',
  'too-many',
  'no-space',
  'not-written',
  'damaged',
] as const
export type FileRefusal = (typeof FILE_REFUSALS)[number]

/** Why a file's sender does not send it (any more). */
export const FILE_WITHDRAWALS = ['cancelled', 'changed', 'unreadable'] as const
export type FileWithdrawal = (typeof FILE_WITHDRAWALS)[number]

export const fileMessages = {
  'file-requested': {
    fields: v.object({}),
    from: 'console',
    requires: 'files.receive',
    afterCut: 'replayed',
    about: 'The technician asks for a file; which one, only the customer chooses.',
  },
  'file-offered': {
    fields: v.object(file),
    from: 'console',
    requires: 'files.send',
    afterCut: 'replayed',
    about: 'The technician has a file for the customer, who says where it goes.',
  },
  'file-announced': {
    fields: v.object(file),
    from: 'applet',
    requires: 'nothing',
    afterCut: 'replayed',
    about: 'The customer sends a file of their own accord.',
  },
  'file-accepted': {
    fields: v.object({ id, from: amount }),
    from: 'either',
    requires: 'nothing',
    afterCut: 'dropped',
    about: 'Its receiver wants the file from this byte on; said again after a cut, and when a block was damaged.',
  },
  'file-received': {
    fields: v.object({ id, bytes: amount }),
    from: 'either',
    requires: 'nothing',
    afterCut: 'dropped',
    about: 'The receiver has all bytes before this one; it lets the sender send more.',
  },
  'file-finished': {
    fields: v.object({ id, sha256: bytesInHex(32) }),
    from: 'either',
    requires: 'nothing',
    afterCut: 'dropped',
    about: 'All blocks were sent, and this is the hash of what they held.',
  },
  'file-checked': {
    fields: v.object({ id }),
    from: 'either',
    requires: 'nothing',
    afterCut: 'replayed',
    about: 'The receiver has the whole file, and its hash is the same.',
  },
  'file-withdrawn': {
    fields: v.object({ id, reason: v.picklist(FILE_WITHDRAWALS) }),
    from: 'either',
    requires: 'nothing',
    afterCut: 'replayed',
    about: 'Its sender does not send the file (any more).',
  },
  'file-refused': {
    fields: v.object({ id, reason: v.picklist(FILE_REFUSALS) }),
    from: 'either',
    requires: 'nothing',
    afterCut: 'replayed',
    about: 'Its receiver does not want the file (any more); nothing of it is kept.',
  },
} as const satisfies PeerCatalog
