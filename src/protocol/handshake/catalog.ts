import * as v from 'valibot'
import { bytesInHex, filledText, integer, text } from '../fields.ts'
import { LIMITS } from '../limits.ts'
import type { PeerSender } from '../peer/peer-sender.ts'
import { type Catalog, MessageCodec, type MessageOf } from '../wire-message.ts'

/** What a new key is made from: the spoken code, nothing that proves anything, or the key before it. */
const AGREEMENTS = ['code', 'unverified', 'rekey'] as const

const share = bytesInHex(32)
const count = integer(0, Number.MAX_SAFE_INTEGER)
const epoch = integer(1, 0xffff_ffff)

/** In order and each once, so that two sides that mean the same write the same bytes. */
const capabilities = v.pipe(
  v.array(text(32)),
  v.maxLength(64),
  v.check((list) => list.every((name, index) => index === 0 || (list[index - 1] as string) < name)),
)

/**
 * What console and applet say in clear to agree on keys: nothing in it is secret, and every byte of it is bound into the
 * keys. The console begins; the applet answers.
 */
export const HANDSHAKE_CATALOG = {
  'hello-sent': {
    fields: v.object({
      versions: v.pipe(v.array(integer(0, 65_535)), v.minLength(1), v.maxLength(16)),
      program: filledText(LIMITS.nameLength),
      /** The address under which this side knows the broker. */
      origin: filledText(LIMITS.originLength),
      capabilities,
      nonce: bytesInHex(16),
    }),
    from: 'either',
    about:
      'The first message of each side: everything it can do, complete, so that nothing can be left out on the way.',
  },
  'code-shown': {
    fields: v.object({ triesLeft: integer(1, LIMITS.codeTries), validMs: integer(0, LIMITS.codeMs) }),
    from: 'applet',
    about: 'The customer sees the digits now.',
  },
  'code-requested': {
    fields: v.object({}),
    from: 'console',
    about: 'Asks for the digits in a session that began without; the screen is not shared while they are seen.',
  },
  'key-offered': {
    fields: v.object({ agreement: v.picklist(AGREEMENTS), share }),
    from: 'console',
    about: "The console's half of a new key.",
  },
  'resume-offered': {
    fields: v.object({ channel: bytesInHex(16), from: epoch, share, received: count }),
    from: 'console',
    about: 'The first message after a cut: half of a new key, which channel, whose epoch, how much arrived before.',
  },
  'key-answered': {
    fields: v.object({ epoch, share, received: count }),
    from: 'applet',
    about: "The applet's half, the epoch that begins with the key, how much arrived before.",
  },
  'key-confirmed': {
    fields: v.object({ tag: bytesInHex(32) }),
    from: 'either',
    about: 'Proves that the sender made the same key; the console proves first.',
  },
  'code-refused': {
    fields: v.object({ triesLeft: integer(0, LIMITS.codeTries - 1) }),
    from: 'applet',
    about: 'The proof did not fit: the digits were not those that the customer sees.',
  },
} as const satisfies Catalog<PeerSender>

export type HandshakeMessage = MessageOf<typeof HANDSHAKE_CATALOG>

export const handshakeCodec = new MessageCodec<typeof HANDSHAKE_CATALOG, PeerSender>(HANDSHAKE_CATALOG)
