import { describe, expect, test } from 'vitest'
import { ConsoleClient } from '../support/console-client.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { TestBroker } from '../support/test-broker.ts'

const MINUTE = 60_000
const PASSWORD = 'correct horse battery'

function post(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

const tokenOf = (link = '') => link.split('=')[1]

describe('[AUTH-2] set-up', () => {
  const person = { email: 'Admin@Example.com', name: 'Ada', password: PASSWORD }

  test('makes the first admin with the printed link, once, and is then gone', async () => {
    await using broker = await TestBroker.start()
    const link = await broker.broker.setUpLink()
    expect(link).toMatch(new RegExp(`^${broker.url}/console#setup=[\\w-]{43}$`))
    const done = await post(`${broker.url}/api/set-up`, { token: tokenOf(link), ...person })
    expect(await done.json()).toMatchObject({ email: 'admin@example.com', name: 'Ada', role: 'admin' })
    expect(await broker.broker.setUpLink()).toBeUndefined()
    const again = await post(`${broker.url}/api/set-up`, { token: tokenOf(link), ...person, email: 'b@example.com' })
    expect(again.status).toBe(404)
    expect((await post(`${broker.url}/api/set-up`, {})).status).toBe(404)
    expect((await fetch(`${broker.url}/api/set-up`, { method: 'POST', body: '{' })).status).toBe(404)
    expect(await broker.accounts.list()).toHaveLength(1)
  })

  test('refuses a wrong token, a short password, and a link that a newer one replaced', async () => {
    await using broker = await TestBroker.start()
    const older = tokenOf(await broker.broker.setUpLink())
    const newer = tokenOf(await broker.broker.setUpLink())
    const setUp = async (body: object) => (await post(`${broker.url}/api/set-up`, { ...person, ...body })).status
    expect(await setUp({ token: 'A'.repeat(43) })).toBe(401)
    expect(await setUp({ token: older })).toBe(401)
    const short = await post(`${broker.url}/api/set-up`, { ...person, token: newer, password: 'short' })
    expect(await short.json()).toEqual({ error: 'invalid-request', message: 'Use at least 12 characters.' })
    const nowhere = await post(`${broker.url}/api/set-up`, { ...person, token: newer, email: 'a@b' })
    expect(await nowhere.json()).toMatchObject({ message: 'Enter an e-mail address such as you@example.com.' })
    const nobody = await post(`${broker.url}/api/set-up`, { ...person, token: newer, name: ' ' })
    expect(await nobody.json()).toMatchObject({ message: 'Enter a name of at most 64 characters.' })
    expect(await setUp({ token: newer, role: 'admin' })).toBe(400)
    expect(await setUp({ token: newer })).toBe(200)
  })
})

describe('signing in', () => {
  test('with a link, once', async () => {
    await using broker = await TestBroker.start()
    const link = await broker.signInLink('Tess')
    const technician = await ConsoleClient.signInByLink(link)
    expect(await (await technician.get('/api/account')).json()).toMatchObject({ name: 'Tess', company: 'Test & Sons' })
    expect((await post(`${broker.url}/api/sign-in-link`, { token: tokenOf(link) })).status).toBe(401)
  })

  test('with a password: who is unknown, who is wrong and who is disabled get the same answer', async () => {
    await using broker = await TestBroker.start()
    const tess = await broker.accounts.create({ email: 't@e.co', name: 'T', role: 'technician', password: PASSWORD })
    const signIn = (email: string, password: string) => post(`${broker.url}/api/sign-in`, { email, password })
    expect((await signIn(' T@e.co', PASSWORD)).status).toBe(200)
    const refusals = [await signIn('t@e.co', 'wrong'), await signIn('nobody@e.co', PASSWORD)]
    await broker.accounts.disable(tess)
    refusals.push(await signIn('t@e.co', PASSWORD))
    const bodies = await Promise.all(refusals.map(async (answer) => [answer.status, await answer.text()]))
    expect(new Set(bodies.map(String)).size).toBe(1)
    expect(bodies[0]?.[0]).toBe(401)
  })

  test('is limited to ten tries in three minutes', async () => {
    await using broker = await TestBroker.start()
    const signIn = () => post(`${broker.url}/api/sign-in`, { email: 't@e.co', password: 'guess' })
    for (let count = 0; count < 10; count += 1) expect((await signIn()).status).toBe(401)
    expect((await signIn()).status).toBe(429)
  })
})

describe('[SESS-1] the web session', () => {
  test('has a cookie that no script and no other site gets', async () => {
    await using broker = await TestBroker.start()
    const answer = await post(`${broker.url}/api/sign-in-link`, { token: tokenOf(await broker.signInLink()) })
    expect(answer.headers.get('set-cookie')).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  })

  test('under https the cookie is bound to this host', async () => {
    await using broker = await TestBroker.start({}, { publicUrl: 'https://support.example.com' })
    const answer = await post(`${broker.localUrl}/api/sign-in-link`, { token: tokenOf(await broker.signInLink()) })
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-session=.*; Secure/)
    expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=/)
  })

  test('is new at every sign-in: the one before is over', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    const { cookie = '' } = technician.headers
    const answer = await post(
      `${broker.url}/api/sign-in-link`,
      { token: tokenOf(await broker.signInLink()) },
      { cookie },
    )
    expect(answer.headers.get('set-cookie')).not.toContain(cookie)
    expect((await technician.get('/api/account')).status).toBe(401)
  })

  test('ends after an hour without use, and after twelve in any case', async () => {
    const clock = new FakeClock()
    await using broker = await TestBroker.start({ clock })
    const [idle, busy] = [await broker.technician(), await broker.technician()]
    for (let used = 30; used < 12 * 60; used += 30) {
      clock.advance(30 * MINUTE)
      expect((await busy.get('/api/account')).status).toBe(200)
      if (used === 60) expect((await idle.get('/api/account')).status).toBe(401)
    }
    clock.advance(30 * MINUTE)
    expect((await busy.get('/api/account')).status).toBe(401)
  })

  test('takes its sockets along when the technician signs out', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    const list = await technician.listSocket()
    expect((await technician.post('/api/sign-out')).status).toBe(204)
    expect((await list.closes())?.name).toBe('signed-out')
    expect((await technician.get('/api/account')).status).toBe(401)
  })

  test('and within a second when an admin disables the account from the command line', async () => {
    const clock = new FakeClock()
    await using broker = await TestBroker.start({ clock })
    const technician = await broker.technician()
    const list = await technician.listSocket()
    const [account] = await broker.accounts.list()
    if (account) await broker.accounts.disable(account)
    clock.advance(1000)
    expect((await list.closes())?.name).toBe('signed-out')
    expect((await technician.get('/api/sessions')).status).toBe(401)
  })
})

describe('[CSRF-1] a request that changes something', () => {
  const FOREIGN: readonly Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'http://127.0.0.1:1' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
  ]
  const CHANGES = [
    '/api/sessions',
    '/api/sign-out',
    '/api/tickets',
    '/api/sign-in',
    '/api/sign-in-link',
    '/api/set-up',
    '/',
  ]

  test.each(FOREIGN)('from a foreign page is refused: %o', async (headers) => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    for (const path of CHANGES) {
      const answer = await post(broker.url + path, { name: '' }, { ...technician.headers, ...headers })
      expect([path, answer.status]).toEqual([path, 403])
    }
    expect(await technician.sessions()).toEqual([])
  })

  test('needs the token of this web session', async () => {
    await using broker = await TestBroker.start()
    const [technician, other] = [await broker.technician(), await broker.technician()]
    const { cookie = '' } = technician.headers
    const create = async (headers: Record<string, string>) =>
      (await post(`${broker.url}/api/sessions`, { name: '' }, { cookie, ...headers })).status
    expect(await create({})).toBe(403)
    expect(await create({ 'x-csrf-token': '' })).toBe(403)
    expect(await create({ 'x-csrf-token': other.headers['x-csrf-token'] ?? '' })).toBe(403)
    expect(await create({ 'x-csrf-token': technician.headers['x-csrf-token'] ?? '', origin: broker.url })).toBe(200)
  })

  test('from our own entry page passes, though `no-referrer` makes its Origin null', async () => {
    await using broker = await TestBroker.start()
    const answer = await fetch(broker.url, {
      method: 'POST',
      headers: { origin: 'null', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ code: '' }),
    })
    expect(answer.status).toBe(400)
  })
})
