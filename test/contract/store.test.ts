import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../src/broker/choose-backends.ts'
import type { SessionRecord } from '../../src/broker/session/session-record.ts'
import type { AccountRecord, OpenedSession, Store } from '../../src/broker/store/store.ts'

/** Every backend: how to open it on a folder. Opening the same folder again finds what was stored. */
const BACKENDS: readonly { name: string; open: (dir: string) => Store }[] = [{ name: 'sqlite', open: openStore }]

const ZOE: AccountRecord = { id: 'zoe', email: 'zoe@example.com', name: 'Zoë', role: 'admin', passwordHash: '$hash' }
const TOM: AccountRecord = { id: 'tom', email: 'tom@example.com', name: 'Tom', role: 'technician' }
const RULES = { mostLive: 2, rememberedMs: 1000 }
const LINE = { time: 5, text: 'PIN code created' }

function opened(id: string, digits: string, { createdAt = 0, expiresAt = 100 } = {}): OpenedSession {
  const state = { status: 'Connecting', since: createdAt, pin: { digits, expiresAt } } as const
  return { id, technician: { id: 'zoe', name: 'Zoë' }, name: 'Printer', createdAt, state }
}

describe.each(BACKENDS)('$name', ({ open }) => {
  /** A store with one account, in a folder of its own. */
  async function withStore(work: (store: Store, dir: string) => Promise<void>): Promise<void> {
    const dir = mkdtempSync(join(tmpdir(), 'store-'))
    try {
      await using store = open(dir)
      await store.accounts.add(ZOE)
      await work(store, dir)
    } finally {
      rmSync(dir, { recursive: true })
    }
  }

  describe('accounts', () => {
    test('one for each e-mail address', () =>
      withStore(async ({ accounts }) => {
        expect(await accounts.add(TOM)).toBe('added')
        expect(await accounts.add({ ...TOM, id: 'other' })).toBe('email-taken')
        expect(await accounts.byEmail(TOM.email)).toEqual(TOM)
        expect(await accounts.byId('zoe')).toEqual(ZOE)
        expect(await accounts.byId('nobody')).toBeUndefined()
        expect((await accounts.list()).map(({ id }) => id)).toEqual(['tom', 'zoe'])
      }))

    test('[AUTH-2] the first is added once', () =>
      withStore(async ({ accounts }) => {
        expect(await accounts.anyExists()).toBe(true)
        expect(await accounts.addFirst(TOM)).toBe('not-first')
        expect(await accounts.byId('tom')).toBeUndefined()
      }))

    test('one that is disabled loses its web sessions and links', () =>
      withStore(async ({ accounts, webSessions, links }) => {
        await webSessions.start({ hash: 'w', accountId: 'zoe', createdAt: 1, usedAt: 1 })
        await links.issue('l', { kind: 'sign-in', accountId: 'zoe' }, 100)
        await accounts.disable('zoe', 7)
        expect((await accounts.byId('zoe'))?.disabledAt).toBe(7)
        expect(await webSessions.find('w')).toBeUndefined()
        expect(await links.redeem('l', 1)).toBeUndefined()
        await accounts.enable('zoe')
        expect(await accounts.byId('zoe')).toEqual(ZOE)
      }))

    test('a new password ends what the old one opened', () =>
      withStore(async ({ accounts, webSessions, links }) => {
        await webSessions.start({ hash: 'w', accountId: 'zoe', createdAt: 1, usedAt: 1 })
        await links.issue('l', { kind: 'sign-in', accountId: 'zoe' }, 100)
        await accounts.setPassword('zoe', '$new')
        expect(await accounts.byId('zoe')).toEqual({ ...ZOE, passwordHash: '$new' })
        expect(await webSessions.find('w')).toBeUndefined()
        expect(await links.redeem('l', 1)).toBeUndefined()
      }))
  })

  test('settings are kept, the newest of each', () =>
    withStore(async ({ settings }) => {
      expect(await settings.find('public-url')).toBeUndefined()
      await settings.keep('public-url', 'https://old.example')
      await settings.keep('public-url', 'https://new.example')
      expect(await settings.find('public-url')).toBe('https://new.example')
    }))

  test('web sessions are found until they end or are forgotten', () =>
    withStore(async ({ webSessions }) => {
      for (const [hash, createdAt, usedAt] of [
        ['old', 10, 90],
        ['idle', 60, 60],
        ['fresh', 60, 90],
      ] as const) {
        await webSessions.start({ hash, accountId: 'zoe', createdAt, usedAt })
      }
      await webSessions.touch('fresh', 95)
      expect(await webSessions.find('fresh')).toEqual({ hash: 'fresh', accountId: 'zoe', createdAt: 60, usedAt: 95 })
      await webSessions.forgetUnused(50, 80)
      expect(await webSessions.find('old')).toBeUndefined()
      expect(await webSessions.find('idle')).toBeUndefined()
      await webSessions.end('fresh')
      expect(await webSessions.find('fresh')).toBeUndefined()
    }))

  describe('links', () => {
    test('work once and in time', () =>
      withStore(async ({ links }) => {
        await links.issue('one', { kind: 'sign-in', accountId: 'zoe' }, 100)
        await links.issue('late', { kind: 'set-up' }, 100)
        expect(await links.redeem('one', 99)).toEqual({ kind: 'sign-in', accountId: 'zoe' })
        expect(await links.redeem('one', 99)).toBeUndefined()
        expect(await links.redeem('late', 100)).toBeUndefined()
      }))

    test('for set-up give way to newer ones, for sign-in they do not', () =>
      withStore(async ({ links }) => {
        await links.issue('set-up', { kind: 'set-up' }, 100)
        await links.issue('sign-in', { kind: 'sign-in', accountId: 'zoe' }, 100)
        await links.revokeSetUpLinks()
        expect(await links.redeem('set-up', 1)).toBeUndefined()
        expect(await links.redeem('sign-in', 1)).toBeDefined()
      }))

    test('that expired are forgotten', () =>
      withStore(async ({ links }) => {
        await links.issue('early', { kind: 'set-up' }, 50)
        await links.forgetExpired(50)
        expect(await links.redeem('early', 1)).toBeUndefined()
      }))
  })

  describe('sessions', () => {
    test('are opened with their PIN and their first line, or not at all', () =>
      withStore(async ({ sessions, pins }) => {
        const first = opened('a', '111111')
        expect(await sessions.open(first, LINE, RULES)).toBe('opened')
        expect(await sessions.find('a')).toEqual(first)
        expect(await sessions.log('a')).toEqual([LINE])
        expect(await sessions.open(opened('b', '111111'), LINE, RULES)).toBe('pin-taken')
        expect(await sessions.find('b')).toBeUndefined()
        expect(await pins.redeem('111111', 'c', 1)).toEqual({ outcome: 'redeemed', sessionId: 'a' })
      }))

    test('keep every field, and leave the list when they are removed', () =>
      withStore(async ({ sessions }) => {
        await sessions.open(opened('a', '111111'), LINE, RULES)
        const changed: SessionRecord = {
          ...opened('a', '111111'),
          state: { status: 'Offline', since: 9, lostAt: 8, before: 'Active' },
          platform: 'Linux',
          resumeKeys: { current: 'x', previous: 'y' },
        }
        await sessions.save(changed, { time: 9, text: 'Customer is offline' })
        expect(await sessions.listed()).toEqual([changed])
        await sessions.save({ ...changed, removedAt: 10 })
        expect(await sessions.listed()).toEqual([])
        expect(await sessions.find('a')).toEqual({ ...changed, removedAt: 10 })
        expect((await sessions.log('a')).map(({ text }) => text)).toEqual(['PIN code created', 'Customer is offline'])
      }))
  })

  describe('PINs', () => {
    test('[PIN-2] of a hundred callers one redeems it', () =>
      withStore(async ({ sessions, pins }) => {
        await sessions.open(opened('a', '111111'), LINE, RULES)
        const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => pins.redeem('111111', `c${at}`, 1)))
        expect(answers.filter(({ outcome }) => outcome === 'redeemed')).toHaveLength(1)
        expect(answers.filter(({ outcome }) => outcome === 'used')).toHaveLength(99)
      }))

    test('[B3] whoever redeemed it does again, until their claim is no key of the session any more', () =>
      withStore(async ({ sessions, pins }) => {
        const session = opened('a', '111111')
        await sessions.open(session, LINE, RULES)
        for (const now of [1, 2, 1000]) {
          expect(await pins.redeem('111111', 'mine', now)).toEqual({ outcome: 'redeemed', sessionId: 'a' })
        }
        expect(await pins.redeem('111111', 'another', 3)).toEqual({ outcome: 'used' })
        expect((await sessions.find('a'))?.resumeKeys).toEqual({ current: 'mine' })
        await sessions.save({ ...session, resumeKeys: { current: 'next', previous: 'mine' } })
        expect(await pins.redeem('111111', 'mine', 4)).toEqual({ outcome: 'redeemed', sessionId: 'a' })
        await sessions.save({ ...session, resumeKeys: { current: 'next' } })
        expect(await pins.redeem('111111', 'mine', 5)).toEqual({ outcome: 'used' })
      }))

    test('[PIN-2] after expiry nobody does', () =>
      withStore(async ({ sessions, pins }) => {
        await sessions.open(opened('a', '111111'), LINE, RULES)
        expect(await pins.redeem('111111', 'c', 100)).toEqual({ outcome: 'expired' })
        expect(await pins.redeem('999999', 'c', 100)).toEqual({ outcome: 'unknown' })
      }))

    test('seen for the first time live longer, once', () =>
      withStore(async ({ sessions, pins }) => {
        await sessions.open(opened('a', '111111'), LINE, RULES)
        expect(await pins.see('111111', 99, 200)).toEqual({ outcome: 'live', sessionId: 'a', restarted: true })
        expect(await pins.see('111111', 199, 300)).toEqual({ outcome: 'live', sessionId: 'a', restarted: false })
        expect(await pins.see('111111', 200, 300)).toEqual({ outcome: 'expired' })
      }))

    test('retired ones are expired, used ones stay used', () =>
      withStore(async ({ sessions, pins }) => {
        await sessions.open(opened('a', '111111'), LINE, RULES)
        await sessions.open(opened('b', '222222'), LINE, RULES)
        await pins.redeem('222222', 'c', 1)
        await pins.retire('a', 2)
        await pins.retire('b', 2)
        expect(await pins.redeem('111111', 'c', 2)).toEqual({ outcome: 'expired' })
        expect(await pins.redeem('222222', 'd', 2)).toEqual({ outcome: 'used' })
      }))

    test('dead ones are remembered, then forgotten', () =>
      withStore(async ({ sessions, pins }) => {
        await sessions.open(opened('a', '111111'), LINE, RULES)
        const again = opened('b', '111111', { createdAt: 1099, expiresAt: 2000 })
        expect(await sessions.open(again, LINE, RULES)).toBe('pin-taken')
        await pins.forgetDead(99)
        expect(await pins.redeem('111111', 'c', 500)).toEqual({ outcome: 'expired' })
        await pins.forgetDead(100)
        expect(await pins.redeem('111111', 'c', 500)).toEqual({ outcome: 'unknown' })
      }))

    test('live ones are counted', () =>
      withStore(async ({ sessions }) => {
        await sessions.open(opened('a', '111111'), LINE, RULES)
        await sessions.open(opened('b', '222222'), LINE, RULES)
        expect(await sessions.open(opened('c', '333333'), LINE, RULES)).toBe('pins-exhausted')
        const later = opened('c', '333333', { createdAt: 100, expiresAt: 200 })
        expect(await sessions.open(later, LINE, RULES)).toBe('opened')
      }))
  })

  test('attempt counters are kept by key and forgotten when they are quiet', () =>
    withStore(async ({ attempts }) => {
      const quiet = { windowStart: 1, count: 2, blockedUntil: 0, blockMs: 0 }
      const blocked = { windowStart: 1, count: 0, blockedUntil: 50, blockMs: 49 }
      await attempts.save(
        new Map([
          ['a', quiet],
          ['b', blocked],
        ]),
      )
      expect(await attempts.counters(['a', 'b', 'c'])).toEqual(new Map(Object.entries({ a: quiet, b: blocked })))
      await attempts.forget(10)
      expect(await attempts.counters(['a', 'b'])).toEqual(new Map([['b', blocked]]))
    }))

  test('two at once on one folder see each other, as broker and command line do', () =>
    withStore(async (store, dir) => {
      await using other = open(dir)
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => {
          const id = `t${index}`
          return (index % 2 === 0 ? store : other).accounts.add({ ...TOM, id, email: `${id}@example.com` })
        }),
      )
      expect(await store.accounts.list()).toEqual(await other.accounts.list())
      expect(await store.accounts.list()).toHaveLength(21)
    }))

  test('[STORE-1] killed at any moment, nothing that was acknowledged is missing', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'store-'))
    try {
      for (let round = 0; round < 10; round += 1) {
        const acknowledged = await writeUntilKilled(dir, 20 + round * 30)
        await using store = open(dir)
        expect(acknowledged.length).toBeGreaterThan(0)
        for (const [digits = '', id] of acknowledged) {
          expect(await store.pins.redeem(digits, 'c', Date.now())).toEqual({ outcome: 'redeemed', sessionId: id })
          expect(await store.sessions.log(id ?? '')).toHaveLength(1)
        }
      }
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
})

/** The PINs that a process had acknowledged when it was killed, at some point after the first `least`. */
async function writeUntilKilled(dir: string, least: number): Promise<string[][]> {
  const writer = spawn(process.execPath, [join(import.meta.dirname, '../support/pin-writer.ts'), dir])
  const over = once(writer, 'close')
  let printed = ''
  writer.stderr.on('data', (chunk) => process.stderr.write(chunk))
  for await (const chunk of writer.stdout) {
    printed += chunk
    if (printed.split('\n').length > least && !writer.killed) writer.kill('SIGKILL')
  }
  await over
  // What follows the last line end had been printed by half: nobody was told.
  return printed
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '))
}
