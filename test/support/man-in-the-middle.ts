import { NodeCipher } from '../../src/applet/session/node-cipher.ts'
import { readRecordHeader } from '../../src/channel/record.ts'
import { SealedLine } from '../../src/channel/sealed-line.ts'
import { deriveKeys, type KeySet, transcriptOf } from '../../src/channel/sealing/key-schedule.ts'
import { newEphemeral, sharedSecret } from '../../src/channel/sealing/x25519.ts'
import type { HandshakeMessage } from '../../src/protocol/handshake/catalog.ts'
import type { PeerMessage } from '../../src/protocol/peer/catalog.ts'
import { type ChannelPair, quiet, SID } from './channel-pair.ts'
import { payloadOf, recordInClear, saidInClear } from './clear-record.ts'
import type { Side } from './memory-pipe.ts'

type Bytes = Uint8Array<ArrayBuffer>
type Exchanged = Extract<HandshakeMessage, { type: 'key-offered' | 'key-answered' }>

/** A key exchange as one of the two sides sees it: with the relay, whom it takes for the other. */
interface Seen {
  offer: Bytes | undefined
  keys: KeySet | undefined
}

/**
 * A relay that leaves both hellos alone, puts its own halves into an exchange that proves nothing, and reads what is said
 * from then on. The digits it does not know.
 */
export class ManInTheMiddle {
  /** What either side believes to have agreed with the other. */
  readonly seen: Record<Side, Seen> = {
    console: { offer: undefined, keys: undefined },
    applet: { offer: undefined, keys: undefined },
  }
  readonly hellos: Record<Side, Bytes> = { console: new Uint8Array(), applet: new Uint8Array() }
  readonly #own = newEphemeral()
  #shareOfConsole = ''
  #isThrough = false

  constructor(pair: ChannelPair) {
    pair.meddle = (record, from) => [this.#meddle(record, from)]
  }

  /** Somebody's next record in the first epoch, opened. */
  async open(record: Bytes, from: Side): Promise<string> {
    const keys = this.seen[from].keys
    if (!keys) throw new Error('there are no keys yet')
    const key = from === 'console' ? keys.fromConsole : keys.fromApplet
    const opened = await new SealedLine(1, new NodeCipher(key), SID).open(record, readRecordHeader(record))
    return new TextDecoder().decode(opened).trim()
  }

  /** Says something to the console in the applet's name, as its first message. */
  async forge(pair: ChannelPair, message: PeerMessage, grantEpoch: number): Promise<void> {
    const { keys } = this.seen.console
    if (!keys) throw new Error('there are no keys yet')
    const line = new SealedLine(1, new NodeCipher(keys.fromApplet), SID)
    const text = new TextEncoder().encode(JSON.stringify(message))
    pair.bring(await line.seal('message', text, { more: false, grantEpoch, head: 0 }), 'console')
    await quiet()
  }

  #meddle(record: Bytes, from: Side): Bytes {
    const said = saidInClear(record, from)
    if (said?.type === 'hello-sent') this.hellos[from] = payloadOf(record)
    if (said?.type === 'key-offered' && said.agreement === 'unverified') return this.#offer(record, said)
    const { offer, keys } = this.seen.applet
    if (said?.type === 'key-answered' && offer && !keys) return this.#answer(record, said)
    if (said?.type === 'key-confirmed' && !this.#isThrough) return this.#confirm(record, from)
    return record
  }

  #offer(record: Bytes, said: Exchanged): Bytes {
    this.seen.console.offer = payloadOf(record)
    this.#shareOfConsole = said.share
    const forged = this.#withOwnShare(record, said)
    this.seen.applet.offer = payloadOf(forged)
    return forged
  }

  #answer(record: Bytes, said: Exchanged): Bytes {
    const forged = this.#withOwnShare(record, said)
    this.seen.applet.keys = this.#keys('applet', said.share, payloadOf(record))
    this.seen.console.keys = this.#keys('console', this.#shareOfConsole, payloadOf(forged))
    return forged
  }

  #confirm(record: Bytes, from: Side): Bytes {
    const [console, applet] = [this.seen.console.keys, this.seen.applet.keys]
    if (!console || !applet) return record
    if (from === 'applet') this.#isThrough = true
    const tag = (from === 'console' ? applet.consoleTag : console.appletTag).toHex()
    return recordInClear(readRecordHeader(record).seq, textOf({ type: 'key-confirmed', tag }))
  }

  #withOwnShare(record: Bytes, said: Exchanged): Bytes {
    return recordInClear(readRecordHeader(record).seq, textOf({ ...said, share: this.#own.share.toHex() }))
  }

  #keys(side: Side, share: string, answer: Bytes): KeySet {
    const { offer = new Uint8Array() } = this.seen[side]
    const transcript = transcriptOf(SID, this.hellos.console, this.hellos.applet, offer, answer)
    return deriveKeys(sharedSecret(this.#own.secret, Uint8Array.fromHex(share)), transcript)
  }
}

function textOf(message: HandshakeMessage): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message))
}
