import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { TestBroker } from '../support/test-broker.ts'

/** Sends the path as it is; fetch would tidy it up first. */
async function ask(url: string, method: string, path: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, agent: false }, async (answer) =>
      resolve({ status: answer.statusCode ?? 0, body: await text(answer) }),
    )
    sent.on('error', reject)
    sent.end()
  })
}

function tricksOn(path: string): string[] {
  const [, first = '', ...rest] = path.split('/')
  return [
    path,
    `${path}/`,
    `/${path}`,
    `${path};`,
    `${path};a=b`,
    `${path}%00`,
    `${path}%zz`,
    `${path}?x=/`,
    `${path}#`,
    `/.${path}`,
    `/x/..${path}`,
    `/assets/..${path}`,
    `/assets/%2e%2e${path}`,
    `/console${path}`,
    path.toUpperCase(),
    path.replaceAll('/', '%2f'),
    path.replaceAll('/', '//'),
    path.replaceAll('/', '\\'),
    `/${first};/${rest.join('/')}`,
  ]
}

const PAGES = ['/', '/console', '/console/', '/assets/*']
/** What these show stands behind a token in the address. */
const DOWNLOADS = ['/download/{token}', '/download/{token}/{target}']
const PUBLIC = new Set([...PAGES, '/healthz', '/readyz', '/metrics', '/openapi.json', ...DOWNLOADS])
const SIGN_IN = new Set(['/api/set-up', '/api/sign-in', '/api/sign-in-link'])

describe('[AUTH-1] without signing in', () => {
  test('no route beyond the list answers, whatever is done to its slashes', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    const { id, pin } = await technician.newSession('Canary customer')
    const description = (await (await fetch(`${broker.url}/openapi.json`)).json()) as { paths: Record<string, object> }
    const paths = Object.keys(description.paths).map((path) => path.replace('{id}', id).replace('{file}', '*'))
    const guarded = paths.filter((path) => !PUBLIC.has(path) && !SIGN_IN.has(path))
    expect(guarded.length).toBeGreaterThan(7)
    for (const path of guarded.flatMap(tricksOn)) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND']) {
        const { status, body } = await ask(broker.url, method, path)
        expect([method, path, status >= 400]).toEqual([method, path, true])
        expect(body).not.toMatch(new RegExp(`Canary|${pin}`))
      }
    }
    expect(await technician.status(id)).toBe('Connecting')
  })

  test('every route says who may call it', async () => {
    await using broker = await TestBroker.start()
    const description = (await (await fetch(`${broker.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { 'x-access': string }>>
    }
    for (const [path, methods] of Object.entries(description.paths)) {
      const expected = PUBLIC.has(path.replace('{file}', '*')) || SIGN_IN.has(path) ? 'public' : 'technician'
      for (const { 'x-access': access } of Object.values(methods)) expect([path, access]).toEqual([path, expected])
    }
  })

  test('assets are those of the build, and nothing beside them', async () => {
    await using broker = await TestBroker.start()
    for (const path of [
      '/assets/../console.html',
      '/assets/%2e%2e/index.html',
      '/assets/..%2findex.html',
      '/assets/',
    ]) {
      expect((await ask(broker.url, 'GET', path)).status).toBeGreaterThanOrEqual(400)
    }
  })
})

test('[PIN-1] a technician does not find the sessions of another', async () => {
  await using broker = await TestBroker.start()
  const [owner, other] = [await broker.technician(), await broker.technician()]
  const { id } = await owner.newSession()
  expect(await other.sessions()).toEqual([])
  const answers = [
    await other.post(`/api/sessions/${id}/start`),
    await other.post(`/api/sessions/${id}/end`),
    await other.post(`/api/sessions/${id}/remove`),
    await other.get(`/api/sessions/${id}/log`),
    await other.post('/api/tickets', { purpose: 'screen', sessionId: id }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
})

test('an error is always a code and a sentence', async () => {
  await using broker = await TestBroker.start()
  const technician = await broker.technician()
  const { id } = await technician.newSession()
  const errors = await Promise.all(
    [
      await technician.post(`/api/sessions/${id}/start`),
      await technician.post('/api/sessions', { name: 'x'.repeat(65) }),
      await technician.post('/api/sessions', { name: '', admin: true }),
      await technician.post('/api/sessions/nonsense/end'),
      await technician.get('/api/nothing'),
      await fetch(`${broker.url}/api/sign-in`, {
        method: 'POST',
        body: '{',
        headers: { 'content-type': 'application/json' },
      }),
    ].map(async (answer) => ({ status: answer.status, ...((await answer.json()) as object) })),
  )
  expect(errors).toMatchObject([
    { status: 409, error: 'not-possible-now' },
    { status: 400, error: 'invalid-request', message: 'Enter a name of at most 64 characters.' },
    { status: 400, error: 'invalid-request', message: 'admin does not fit.' },
    { status: 400, error: 'invalid-request', message: 'id does not fit.' },
    { status: 404, error: 'not-found' },
    { status: 400, error: 'invalid-request' },
  ])
  for (const error of errors) expect(error).toHaveProperty('message')
})
