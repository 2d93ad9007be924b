import { describe, expect, test } from 'vitest'
import { newSecret } from '../../../../src/broker/secret.ts'
import { CustomerContact } from '../../../../src/broker/session/customer-contact.ts'
import { PinIssuer } from '../../../../src/broker/session/pin-issuer.ts'
import { SessionRegistry } from '../../../../src/broker/session/session-registry.ts'
import type { Store } from '../../../../src/broker/store/store.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { TESS, tempStore } from '../../../support/temp-store.ts'

/** As after a start of the broker on this store. */
async function load(store: Store) {
  const clock = new FakeClock()
  const registry = await SessionRegistry.load(store, new PinIssuer(store, clock), clock)
  return { registry, contact: new CustomerContact(registry) }
}

async function registered(store: Store) {
  const loaded = await load(store)
  const { id } = await loaded.registry.open(TESS, '')
  const { resumeKey } = await loaded.contact.register(id, 'Linux', newSecret())
  return { ...loaded, id, resumeKey }
}

test('[REC-2] after a restart who was in contact is Reconnecting and comes back with the key', async () => {
  await using store = await tempStore()
  const before = await registered(store)
  await before.registry.start(before.id)

  const { registry, contact } = await load(store)
  expect(registry.get(before.id)?.state).toMatchObject({ status: 'Reconnecting', before: 'Active' })
  expect(await contact.findByKey(before.id, 'x'.repeat(43))).toBeUndefined()
  expect((await contact.findByKey(before.id, before.resumeKey))?.id).toBe(before.id)
  expect((await contact.takeBack(before.id, before.resumeKey)).session.state.status).toBe('Active')
})

describe('[REP-1] a resume key', () => {
  test('[B4] brings the applet back as often as the answer is lost', async () => {
    await using store = await tempStore()
    const { id, contact, resumeKey } = await registered(store)
    for (let answers = 0; answers < 3; answers += 1) {
      await contact.lose(id)
      expect(await contact.findByKey(id, resumeKey)).toBeDefined()
      await contact.takeBack(id, resumeKey)
    }
  })

  test('is worth nothing once the applet has shown the next one, also after a restart', async () => {
    await using store = await tempStore()
    const { id, contact, resumeKey } = await registered(store)
    await contact.lose(id)
    const next = await contact.takeBack(id, resumeKey)
    expect(await contact.findByKey(id, resumeKey)).toBeDefined()
    await contact.confirmKey(id)
    for (const each of [contact, (await load(store)).contact]) {
      expect(await each.findByKey(id, resumeKey)).toBeUndefined()
      expect(await each.findByKey(id, next.resumeKey)).toBeDefined()
    }
  })
})

test('[B3] the broker died after the claim and before anybody was registered: the same claim is still good', async () => {
  await using store = await tempStore()
  const { registry } = await load(store)
  const { id, state } = await registry.open(TESS, '')
  const pin = state.status === 'Connecting' ? state.pin.digits : ''
  const issuer = new PinIssuer(store, new FakeClock())
  const claimKey = newSecret()
  await issuer.redeem(pin, claimKey)

  const { contact } = await load(store)
  expect(await issuer.redeem(pin, newSecret())).toEqual({ outcome: 'used' })
  expect(await issuer.redeem(pin, claimKey)).toEqual({ outcome: 'redeemed', sessionId: id })
  expect((await contact.register(id, 'Linux', claimKey)).session.state.status).toBe('Waiting')
})

test('who leaves or is lost too late does no harm', async () => {
  await using store = await tempStore()
  const { id, registry, contact } = await registered(store)
  await registry.apply(id, { type: 'technician-ended' })
  await contact.leave(id)
  await contact.lose(id)
  expect(registry.get(id)?.state.status).toBe('Closed by technician')
})
