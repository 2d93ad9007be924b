import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import * as v from 'valibot'
import { afterEach, describe, expect, test } from 'vitest'
import { fingerprintOf, readOperatorConfig } from '../../src/applet/operator-config.ts'
import { parsePolicy } from '../../src/applet/options.ts'
import { artefactsManifest } from '../../src/protocol/broker/artefacts.ts'
import { BROKER_CATALOG, brokerCodec } from '../../src/protocol/broker/catalog.ts'
import * as api from '../../src/protocol/broker/http-api.ts'
import { PEER_CATALOG, peerCodec } from '../../src/protocol/peer/catalog.ts'
import { arbitraryMessages, arbitraryOf } from '../support/arbitrary-message.ts'
import { claimOf } from '../support/claim.ts'
import { inherited, poisoned, poisonIn, withPoisonBeside } from '../support/poisoned.ts'
import { RawAnswer } from '../support/raw-answer.ts'
import { TestBroker } from '../support/test-broker.ts'

const before = inherited()
afterEach(() => expect(inherited()).toEqual(before))

function sample<T>(values: fc.Arbitrary<T>): T {
  const [first] = fc.sample(values, { seed: 7, numRuns: 1 })
  return first as T
}

/** What was read, or undefined where it was refused. */
function tryTo(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    expect(error).toBeInstanceOf(Error)
    return undefined
  }
}

const SAYERS = [
  ...(['applet', 'console', 'broker'] as const).map((sender) => ({
    layer: 'broker layer',
    sender,
    messages: arbitraryMessages(BROKER_CATALOG, sender),
    decode: (text: string) => brokerCodec.decode(text, sender),
  })),
  ...(['applet', 'console'] as const).map((sender) => ({
    layer: 'peer layer',
    sender,
    messages: arbitraryMessages(PEER_CATALOG, sender),
    decode: (text: string) => peerCodec.decode(text, sender),
  })),
]

describe.each(SAYERS)('[PP-1] every message of the $layer from the $sender', ({ messages, decode }) => {
  test('leaves nothing behind, wherever in it the poison is', () => {
    for (const message of messages.map(sample)) {
      for (const text of poisoned(message)) expect(poisonIn(tryTo(() => decode(text))), text).toEqual([])
    }
  })

  test('means the same with poison added', () => {
    for (const message of messages.map(sample)) {
      for (const text of withPoisonBeside(message)) expect(decode(text)).toEqual(message)
    }
  })
})

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const key = publicKey.export({ type: 'spki', format: 'der' })
const config = { brokerUrl: 'https://support.example.com', name: 'Contoso', operatorKey: key.toString('base64') }

describe('[PP-1] a file', () => {
  test.each<[string, object, (text: string) => unknown]>([
    ['a policy', { view: 'yes', control: 'no' }, parsePolicy],
    ['a manifest', sample(arbitraryOf(artefactsManifest)), (text) => v.parse(artefactsManifest, JSON.parse(text))],
    [
      'a configuration that its operator signed',
      config,
      (text) => readOperatorConfig(Buffer.from(text), sign(null, Buffer.from(text), privateKey), fingerprintOf(key)),
    ],
  ])('%s', (_what, document, read) => {
    expect(poisonIn(read(JSON.stringify(document)))).toEqual([])
    for (const text of poisoned(document)) expect(poisonIn(tryTo(() => read(text))), text).toEqual([])
  })
})

const BODIES: readonly (readonly [string, v.GenericSchema])[] = [
  ['/api/set-up', api.setUpBody],
  ['/api/sign-in', api.signInBody],
  ['/api/sign-in-link', api.signInLinkBody],
  ['/api/sessions', api.createSessionBody],
  ['/api/tickets', api.ticketBody],
]

describe('[PP-1] a broker', () => {
  test('refuses or overlooks it in every body, and answers with none of it', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    const headers = { ...technician.headers, 'content-type': 'application/json' }
    for (const [path, schema] of BODIES) {
      for (const body of poisoned(sample(arbitraryOf(schema)) as object)) {
        const answer = await fetch(broker.url + path, { method: 'POST', headers, body })
        expect(answer.status, body).toBeLessThan(500)
        expect(poisonIn(await answer.json().catch(() => undefined)), body).toEqual([])
      }
    }
    expect((await technician.newSession('Printer')).name).toBe('Printer')
  })

  test('in forms, questions, cookies and headers', async () => {
    await using broker = await TestBroker.start()
    const names = [
      '__proto__',
      '__proto__[polluted]',
      'constructor.prototype.polluted',
      'constructor[prototype][polluted]',
    ]
    for (const name of names) {
      const answers = [
        await RawAnswer.to(`${broker.url}/`, { method: 'POST', form: { code: '123456', [name]: 'true' } }),
        await RawAnswer.to(`${broker.url}/?${encodeURIComponent(name)}=true&code=123456`),
        await RawAnswer.to(`${broker.url}/healthz`, { headers: { cookie: `${name}=true; session=x` } }),
      ]
      for (const { status } of answers) expect(status).toBeLessThan(500)
    }
    await RawAnswer.to(`${broker.url}/healthz`, { headers: { ['__proto__']: 'x', constructor: 'x' } })
  })

  test('registers an applet as if it had said nothing of it', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    for (const text of withPoisonBeside(claimOf('000000'))) {
      const { id, pin } = await technician.newSession()
      const applet = await broker.appletSocket()
      applet.socket.send(text.replace('000000', pin))
      expect(poisonIn(await applet.hears('session-registered'))).toEqual([])
      expect(poisonIn(await technician.sessions())).toEqual([])
      await technician.post(`/api/sessions/${id}/end`)
    }
  })
})
