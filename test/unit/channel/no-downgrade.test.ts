import { describe, expect, test } from 'vitest'
import { readRecordHeader } from '../../../src/channel/record.ts'
import type { HandshakeMessage } from '../../../src/protocol/handshake/catalog.ts'
import type { VerificationPolicy } from '../../../src/protocol/verification.ts'
import { ChannelPair, quiet } from '../../support/channel-pair.ts'
import { payloadOf, recordInClear, saidInClear } from '../../support/clear-record.ts'
import type { Side } from '../../support/memory-pipe.ts'

type Hello = Extract<HandshakeMessage, { type: 'hello-sent' }>

const OFFERED = 'verification:offered'
const NAMES = ['chat', 'encoding:jpeg', 'resume']

const CODE_REQUESTED = new TextEncoder().encode(JSON.stringify({ type: 'code-requested' }))

/** A relay that puts something in gives what follows new numbers. */
function renumbered(): (payload: Uint8Array) => Uint8Array<ArrayBuffer> {
  let seq = 0n
  return (payload) => {
    seq += 1n
    return recordInClear(seq - 1n, payload)
  }
}

/** What both sides were told when this side's hello was changed on its way and the right digits were typed. */
async function withHello(policy: VerificationPolicy, side: Side, change: (hello: Hello) => object): Promise<string[]> {
  const pair = new ChannelPair({ policy })
  const told: string[] = []
  for (const end of [pair.console, pair.applet]) {
    end.on('opened', ({ verified }) => told.push(verified ? 'verified' : 'unverified'))
    end.on('closed', ({ code }) => told.push(code))
  }
  pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(pair.code.digits ?? ''))
  pair.consoleExchange.on('codeRefused', () => told.push('refused'))
  const toApplet = renumbered()
  pair.meddle = (record, from) => {
    const said = saidInClear(record, from)
    const isMeant = from === side && said?.type === 'hello-sent'
    const payload = isMeant ? new TextEncoder().encode(JSON.stringify(change(said))) : payloadOf(record)
    if (!said) return [record]
    return [from === 'console' ? toApplet(payload) : recordInClear(readRecordHeader(record).seq, payload)]
  }
  pair.connect()
  await quiet()
  // Where nobody asks for the digits a relay may do so: the applet cannot tell.
  if (told.length === 0) pair.bring(toApplet(CODE_REQUESTED), 'applet')
  await quiet()
  return told
}

const withCapabilities = (change: (names: readonly string[]) => readonly string[]) => (hello: Hello) => ({
  ...hello,
  capabilities: change(hello.capabilities),
})

const CHANGES: Record<string, (hello: Hello) => object> = {
  ...Object.fromEntries(
    NAMES.flatMap((name) => [
      [`without \`${name}\``, withCapabilities((names) => names.filter((other) => other !== name))],
      [
        `with another than \`${name}\``,
        withCapabilities((names) => names.map((other) => (other === name ? `${name}2` : other))),
      ],
    ]),
  ),
  'with none': withCapabilities(() => []),
  'with one more': withCapabilities((names) => [...names, 'zzz']),
  'with one twice': withCapabilities((names) => [...names, 'resume']),
  'in another order': withCapabilities((names) => [...names].reverse()),
  'with a version more': (hello) => ({ ...hello, versions: [...hello.versions, 2] }),
  'with an older version, too': (hello) => ({ ...hello, versions: [0, ...hello.versions] }),
  'with an older version only': (hello) => ({ ...hello, versions: [0] }),
  'without versions': (hello) => ({ ...hello, versions: [] }),
  'with a field more': (hello) => ({ ...hello, cipher: 'none' }),
  'of another program': (hello) => ({ ...hello, program: 'other' }),
  'with another random number': (hello) => ({ ...hello, nonce: '00'.repeat(16) }),
  'with its fields in another order': (hello) => Object.fromEntries(Object.entries(hello).reverse()),
}

const ENDED = ['protocol-error', 'version-unsupported', 'verification-failed', 'tampered', 'refused']

describe.each(['console', 'applet'] as const)('the hello of the %s', (side) => {
  describe.each(['required', 'offered'] as const)('under the policy `%s`', (policy) => {
    test.each(Object.entries(CHANGES))('[DOWN-1] [S2] %s gives no key with the right digits', async (_, change) => {
      const told = await withHello(policy, side, change)
      expect(told).not.toContain('verified')
      expect(told).not.toContain('unverified')
      expect(ENDED).toContain(told[0])
    })
  })
})

describe('the policy that the applet tells', () => {
  test('[DOWN-1] [S6] `offered` put in where the digits are required gives no key', async () => {
    const told = await withHello(
      'required',
      'applet',
      withCapabilities((names) => [...names, OFFERED].sort()),
    )
    expect(told).toEqual(['protocol-error', 'protocol-error'])
  })

  test('[DOWN-1] [S6] `offered` taken out gives no key, not even with the right digits', async () => {
    const told = await withHello(
      'offered',
      'applet',
      withCapabilities((names) => names.filter((name) => name !== OFFERED)),
    )
    expect(told).toEqual(['refused'])
  })

  test('[DOWN-1] the very same hello gives a key', async () => {
    expect(await withHello('required', 'applet', (hello) => hello)).toEqual(['verified', 'verified'])
  })
})

test('[DOWN-1] [S1] the bytes that are bound are those that were said, not what they mean', async () => {
  const pair = new ChannelPair()
  let refused = 0
  pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(pair.code.digits ?? ''))
  pair.consoleExchange.on('codeRefused', () => {
    refused += 1
  })
  pair.meddle = (record, from) => {
    if (saidInClear(record, from)?.type !== 'hello-sent') return [record]
    return [recordInClear(0n, new Uint8Array([...payloadOf(record), 0x20]))]
  }
  pair.connect()
  await quiet()
  expect(refused).toBe(1)
})
