import { describe, expect, test } from 'vitest'
import { PinIssuer } from '../../../../src/broker/session/pin-issuer.ts'
import { viewOf } from '../../../../src/broker/session/session-record.ts'
import { SessionRegistry, TooManyActive } from '../../../../src/broker/session/session-registry.ts'
import { TransitionRefused } from '../../../../src/broker/session/session-state.ts'
import type { Store } from '../../../../src/broker/store/store.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { TESS, tempStore } from '../../../support/temp-store.ts'

function load(store: Store, clock: FakeClock): Promise<SessionRegistry> {
  return SessionRegistry.load(store, new PinIssuer(store, clock), clock)
}

async function registryWithEvents(store: Store, clock = new FakeClock()) {
  const registry = await load(store, clock)
  const events: string[] = []
  registry.on('changed', ({ session }) => events.push(session.state.status))
  registry.on('removed', () => events.push('removed'))
  registry.on('logged', ({ line }) => events.push(line.text))
  return { registry, events, clock }
}

describe('what is told', () => {
  test('each change, its log line, and nothing that is not stored', async () => {
    await using store = await tempStore()
    const { registry, events } = await registryWithEvents(store)
    const { id } = await registry.open(TESS, 'Printer')
    await registry.apply(id, { type: 'customer-registered' })
    await registry.start(id)
    expect(events).toEqual([
      'Connecting',
      'Waiting',
      'Customer connected',
      'Active',
      'Session started by Tess Technician',
    ])
    expect(await store.sessions.find(id)).toEqual(registry.get(id))
  })

  test('a session that was cancelled before anybody came leaves the list, its PIN dies, its log stays', async () => {
    await using store = await tempStore()
    const { registry, events, clock } = await registryWithEvents(store)
    const { id, state } = await registry.open(TESS, '')
    await registry.apply(id, { type: 'technician-ended' })
    expect(events.slice(1)).toEqual(['Aborted', 'Aborted, ended by the technician: cancelled', 'removed'])
    expect(registry.listOf(TESS.id)).toEqual([])
    const pin = state.status === 'Connecting' ? state.pin.digits : ''
    expect(await store.pins.redeem(pin, 'hash', clock.now())).toEqual({ outcome: 'expired' })
    expect(await registry.logOf(id)).toHaveLength(2)
  })
})

describe('rows', () => {
  test('a live one cannot be removed, an ended one can', async () => {
    await using store = await tempStore()
    const { registry } = await registryWithEvents(store)
    const { id } = await registry.open(TESS, '')
    await registry.apply(id, { type: 'customer-registered' })
    await expect(registry.remove(id)).rejects.toThrow(TransitionRefused)
    await registry.apply(id, { type: 'customer-ended' })
    await registry.remove(id)
    expect(registry.get(id)).toBeUndefined()
    expect((await registry.find(id))?.state.status).toBe('Closed by waiting customer')
  })

  test('one that timed out says who closed it', async () => {
    await using store = await tempStore()
    const { registry } = await registryWithEvents(store)
    const { id } = await registry.open(TESS, '')
    await registry.apply(id, { type: 'customer-registered' })
    await registry.apply(id, { type: 'waiting-timed-out' })
    await registry.remove(id)
    expect((await registry.find(id))?.state.status).toBe('Timed out: closed by technician')
  })

  test('one that was aborted after the customer had come stays until the technician closes it', async () => {
    await using store = await tempStore()
    const { registry } = await registryWithEvents(store)
    const { id } = await registry.open(TESS, '')
    await registry.apply(id, { type: 'customer-registered' })
    await registry.start(id)
    await registry.apply(id, { type: 'applet-gave-up', reason: 'verification_failed' })
    expect(registry.listOf(TESS.id)).toMatchObject([{ id, state: { status: 'Aborted' } }])
    await registry.remove(id)
    expect(registry.listOf(TESS.id)).toEqual([])
  })

  test('one that the customer declined stays until the technician has read why', async () => {
    await using store = await tempStore()
    const { registry, events, clock } = await registryWithEvents(store)
    const { id, state } = await registry.open(TESS, '')
    await registry.apply(id, { type: 'customer-declined', reason: 'suspected_scam' })
    expect(events).toEqual([
      'Connecting',
      'Aborted',
      'Aborted, ended by the customer: somebody they do not know had called them',
    ])
    expect(registry.listOf(TESS.id).map(viewOf)).toMatchObject([{ id, status: 'Aborted', reason: 'suspected_scam' }])
    const pin = state.status === 'Connecting' ? state.pin.digits : ''
    expect(await store.pins.redeem(pin, 'hash', clock.now())).toEqual({ outcome: 'expired' })
    await registry.remove(id)
    expect(registry.listOf(TESS.id)).toEqual([])
  })

  test('one on hold is not active, and is there again after a restart, out of contact', async () => {
    await using store = await tempStore()
    const { registry, clock } = await registryWithEvents(store)
    const { id } = await registry.open(TESS, '')
    await registry.apply(id, { type: 'customer-registered' })
    await registry.start(id)
    await registry.apply(id, { type: 'technician-held' })
    const since = clock.now()
    for (let restarts = 0; restarts < 2; restarts += 1) {
      clock.advance(1000)
      const again = await load(store, clock)
      expect(again.get(id)?.state).toEqual({ status: 'On Hold', since, lostAt: since + 1000 })
    }
  })

  test('ten active sessions are enough for one technician', async () => {
    await using store = await tempStore()
    const { registry } = await registryWithEvents(store)
    for (let count = 0; count < 11; count += 1) {
      const { id } = await registry.open(TESS, '')
      await registry.apply(id, { type: 'customer-registered' })
      if (count < 10) await registry.start(id)
      else await expect(registry.start(id)).rejects.toThrow(TooManyActive)
    }
  })
})
