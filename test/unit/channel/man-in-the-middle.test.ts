import { describe, expect, test } from 'vitest'
import { channelIdOf, deriveKeys, transcriptOf } from '../../../src/channel/sealing/key-schedule.ts'
import { newEphemeral, sharedSecret } from '../../../src/channel/sealing/x25519.ts'
import type { PeerMessage } from '../../../src/protocol/peer/catalog.ts'
import { ChannelPair, LooseEnd, quiet, SID } from '../../support/channel-pair.ts'
import { clearRecord, payloadOf, saidInClear } from '../../support/clear-record.ts'
import { ManInTheMiddle } from '../../support/man-in-the-middle.ts'

const chat = (text: string): PeerMessage => ({ type: 'chat-said', time: 0, text })

interface Intruded {
  readonly pair: ChannelPair
  readonly relay: ManInTheMiddle
  /** What both sides were told, in order. */
  readonly told: { console: string[]; applet: string[] }
}

/** A session that began unverified, with somebody in the middle who has a key with either side. */
async function intruded(): Promise<Intruded> {
  const pair = new ChannelPair({ policy: 'offered' })
  const relay = new ManInTheMiddle(pair)
  const told: Intruded['told'] = { console: [], applet: [] }
  for (const side of ['console', 'applet'] as const) {
    pair[side].on('opened', ({ verified, resumed }) => told[side].push(verified ? 'verified' : `open, ${resumed}`))
    pair[side].on('closed', ({ code }) => told[side].push(code))
  }
  pair.connect()
  await quiet()
  return { pair, relay, told }
}

describe('[DOWN-1] [S6] whoever sits in the middle of an unverified session', () => {
  test('can read it: that is what unverified means', async () => {
    const { pair, relay, told } = await intruded()
    expect(told).toEqual({ console: ['open, false'], applet: ['open, false'] })
    let read: Promise<string> | undefined
    pair.meddle = (record, from) => {
      read ??= relay.open(record, from)
      return []
    }
    pair.console.send(chat('not for everybody'))
    await quiet()
    expect(JSON.parse((await read) ?? '')).toMatchObject(chat('not for everybody'))
  })

  test('is out as soon as the digits are typed', async () => {
    const { pair, relay, told } = await intruded()
    pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(pair.code.digits ?? ''))
    pair.consoleExchange.requestCode()
    await quiet()
    expect(told.console).toContain('verified')
    expect(told.applet).toContain('verified')
    const passed: Uint8Array<ArrayBuffer>[] = []
    pair.meddle = (record) => {
      passed.push(record.slice())
      return [record]
    }
    pair.console.send(chat('for one'))
    await quiet()
    for (const record of passed) {
      await expect(relay.open(record, 'console')).rejects.toThrow('epoch')
      await expect(relay.open(withEpoch(record, 1), 'console')).rejects.toThrow('tag')
    }
    expect(passed.length).toBeGreaterThan(0)
  })

  test('[S8] does not come back into the verified session with the key of the unverified one', async () => {
    const { pair, relay, told } = await intruded()
    const forward = pair.meddle
    pair.meddle = (record, from) => {
      const isLastProof = from === 'applet' && saidInClear(record, from)?.type === 'key-confirmed'
      return isLastProof ? [] : forward(record, from)
    }
    pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(pair.code.digits ?? ''))
    pair.consoleExchange.requestCode()
    await quiet()
    expect(told.applet).toEqual(['open, false', 'verified'])
    pair.cut()
    const answers = await comesBack(pair, relay)
    expect(answers.closed).toBe('resume-refused')
    expect(answers.heard).toEqual([])
    expect(told.applet).toEqual(['open, false', 'verified', 'resume-refused'])
  })

  test('cannot make the console write counts of narrowings that were never told, beyond the digits', async () => {
    const { pair, relay } = await intruded()
    const granted: number[] = []
    pair.applet.on('message', ({ grantEpoch }) => granted.push(grantEpoch))
    await relay.forge(pair, { type: 'screen-lost', reason: 'x' }, 0xffff_ffff)
    pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(pair.code.digits ?? ''))
    pair.consoleExchange.requestCode()
    await quiet()
    pair.console.send(chat('verified'))
    await quiet()
    expect(granted).toEqual([0])
  })
})

function withEpoch(record: Uint8Array<ArrayBuffer>, epoch: number): Uint8Array<ArrayBuffer> {
  const changed = record.slice()
  new DataView(changed.buffer).setUint32(4, epoch, true)
  return changed
}

/** The relay takes the console's place with what it knows of the unverified exchange. */
async function comesBack(pair: ChannelPair, relay: ManInTheMiddle): Promise<LooseEnd> {
  const line = new LooseEnd()
  pair.applet.attach(line)
  const { hellos } = relay
  const { secret, share } = newEphemeral()
  const channel = channelIdOf(hellos.console, hellos.applet)
  const offer = { type: 'resume-offered', channel, from: 1, share: share.toHex(), received: 0 } as const
  const offered = clearRecord(0, offer, 'console')
  line.say(offered)
  await quiet()
  const [answered] = line.heard
  const answer = answered && saidInClear(answered, 'applet')
  if (!answered || answer?.type !== 'key-answered') return line
  const transcript = transcriptOf(SID, hellos.console, hellos.applet, payloadOf(offered), payloadOf(answered))
  const resume = relay.seen.applet.keys?.resume
  const keys = deriveKeys(sharedSecret(secret, Uint8Array.fromHex(answer.share)), transcript, resume)
  line.say(clearRecord(1, { type: 'key-confirmed', tag: keys.consoleTag.toHex() }, 'console'))
  await quiet()
  return line
}
