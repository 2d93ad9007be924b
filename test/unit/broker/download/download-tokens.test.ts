import { expect, test } from 'vitest'
import { DownloadTokens } from '../../../../src/broker/download/download-tokens.ts'
import { newSecret } from '../../../../src/broker/secret.ts'
import { PinIssuer } from '../../../../src/broker/session/pin-issuer.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { TESS, tempStore } from '../../../support/temp-store.ts'

const MINUTE = 60_000

/** Tokens over a real store, and a PIN in it. */
async function withPin() {
  const store = await tempStore()
  const clock = new FakeClock()
  const issuer = new PinIssuer(store, clock)
  const opened = await issuer.issue((pin) => ({
    session: {
      id: '1'.repeat(32),
      technician: { id: TESS.id, name: TESS.name },
      name: '',
      createdAt: clock.now(),
      state: { status: 'Connecting', since: clock.now(), pin },
    },
    line: { time: clock.now(), text: 'created' },
  }))
  return { store, clock, issuer, pin: opened.state.pin.digits }
}

test('a token finds its PIN and is the same each time; another process makes another', async () => {
  const { store, clock, issuer, pin } = await withPin()
  await using _store = store
  const tokens = new DownloadTokens(issuer, clock)
  const token = tokens.issue(pin)
  expect(tokens.issue(pin)).toBe(token)
  expect(await tokens.find(token)).toEqual({ outcome: 'live', pin })
  const others = new DownloadTokens(issuer, clock)
  expect(others.issue(pin)).not.toBe(token)
  expect(await others.find(token)).toEqual({ outcome: 'unknown' })
})

test('neither the PIN nor nonsense is a token', async () => {
  const { store, clock, issuer, pin } = await withPin()
  await using _store = store
  const tokens = new DownloadTokens(issuer, clock)
  tokens.issue(pin)
  for (const token of [pin, '', 'AAAAAAAAAAAAAAAAAAAAAA']) expect((await tokens.find(token)).outcome).toBe('unknown')
})

test('it says expired and used as the PIN does, and after an hour nothing', async () => {
  const { store, clock, issuer, pin } = await withPin()
  await using _store = store
  const tokens = new DownloadTokens(issuer, clock)
  const token = tokens.issue(pin)
  await issuer.redeem(pin, newSecret())
  expect(await tokens.find(token)).toEqual({ outcome: 'used' })
  clock.advance(61 * MINUTE)
  tokens.issue('100000')
  expect(await tokens.find(token)).toEqual({ outcome: 'unknown' })
})
