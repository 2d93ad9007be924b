import { describe, expect, test } from 'vitest'
import { newSecret } from '../../src/broker/secret.ts'
import { DECLINE_REASONS, type DeclineReason } from '../../src/protocol/broker/status.ts'
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'
import type { WireClient } from '../support/wire-client.ts'

const IN_WORDS = {
  terms_declined: 'Aborted, ended by the customer: they do not agree to the terms',
  suspected_scam: 'Aborted, ended by the customer: somebody they do not know had called them',
}

function decline(pin: string, claimKey = newSecret(), reason: DeclineReason = 'terms_declined') {
  return { type: 'pin-declined', version: PROTOCOL_VERSION, pin, claimKey, reason } as const
}

async function declining(broker: TestBroker, ...said: Parameters<typeof decline>): Promise<WireClient> {
  const applet = await broker.appletSocket()
  applet.say(decline(...said))
  return applet
}

describe('[B7] a customer who declines before joining', () => {
  test.each(DECLINE_REASONS)('with %s ends the session, and the technician reads why', async (reason) => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    const { id, pin } = await technician.newSession()
    const list = await technician.listSocket()
    await list.hears('sessions-listed')

    const applet = await declining(broker, pin, newSecret(), reason)
    expect(await applet.hears('session-ended')).toMatchObject({ by: 'customer', reason })
    expect((await applet.closes())?.name).toBe('ended')
    expect(applet.messages.map(({ type }) => type)).toEqual(['session-ended'])
    expect((await list.hears('session-changed')).session).toMatchObject({ id, status: 'Aborted', reason })
    expect(await technician.sessions()).toMatchObject([{ id, status: 'Aborted', reason }])
    expect((await technician.sessions())[0]?.pin).toBeUndefined()
    expect((await list.hears('session-logged')).line.text).toBe(IN_WORDS[reason])

    expect((await technician.post(`/api/sessions/${id}/remove`)).ok).toBe(true)
    expect(await technician.sessions()).toEqual([])
    expect((await technician.log(id)).at(-1)).toBe(IN_WORDS[reason])
  })

  test('and whose answer is lost may say it again, also after a restart and when the row is gone', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    const { id, pin } = await technician.newSession()
    const claimKey = newSecret()
    const again = async () => (await (await declining(broker, pin, claimKey)).hears('session-ended')).reason
    expect([await again(), await again()]).toEqual(['terms_declined', 'terms_declined'])
    await broker.restart()
    expect(await again()).toBe('terms_declined')
    await technician.post(`/api/sessions/${id}/remove`)
    expect(await again()).toBe('terms_declined')
    expect(await technician.log(id)).toHaveLength(2)
  })

  test('has used the PIN up', async () => {
    await using broker = await TestBroker.start()
    const { pin } = await (await broker.technician()).newSession()
    await (await declining(broker, pin)).closes()
    expect((await (await broker.applet(pin)).closes())?.name).toBe('pin-used')
    expect((await (await declining(broker, pin)).closes())?.name).toBe('pin-used')
  })
})

describe('[B7] declining is no way around what holds for a claim', () => {
  test('wrong PINs count', async () => {
    await using broker = await TestBroker.start()
    const names: (string | undefined)[] = []
    for (let tries = 0; tries < 6; tries += 1) names.push((await (await declining(broker, '000000')).closes())?.name)
    expect(names).toEqual([...Array<string>(5).fill('pin-unknown'), 'too-many-tries'])
    expect((await (await declining(broker, '12345')).closes())?.name).toBe('pin-malformed')
  })

  test('a session that somebody joined stays theirs', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    const { id, pin } = await technician.newSession()
    const claimKey = newSecret()
    const applet = await broker.applet(pin, claimKey)
    await applet.hears('session-registered')
    expect((await (await declining(broker, pin)).closes())?.name).toBe('pin-used')
    expect((await (await declining(broker, pin, claimKey)).closes())?.name).toBe('pin-expired')
    expect(await technician.status(id)).toBe('Waiting')
    applet.say(decline(pin, claimKey))
    expect((await applet.closes())?.name).toBe('protocol-error')
  })

  test('of two who decline and claim one PIN at once one has their way', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    const { id, pin } = await technician.newSession()
    const [declined, claimed] = await Promise.all([declining(broker, pin), broker.applet(pin)])
    await until(() => declined.messages.length + claimed.messages.length > 0, 'an answer')
    const answers = declined.messages.length > 0 ? 'Aborted' : 'Waiting'
    expect(await technician.status(id)).toBe(answers)
    expect((await (answers === 'Aborted' ? claimed : declined).closes())?.name).toBe('pin-used')
  })
})
