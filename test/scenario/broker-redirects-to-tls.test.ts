import { afterAll, beforeAll, expect, test } from 'vitest'
import { issue } from '../support/certificates.ts'
import { freePort } from '../support/free-port.ts'
import { RawAnswer } from '../support/raw-answer.ts'
import { TestBroker } from '../support/test-broker.ts'

const { certificate, key } = issue({ name: 'broker', host: 'localhost', usage: 'server' })
let broker: TestBroker
let redirectPort: number

beforeAll(async () => {
  redirectPort = await freePort()
  const tls = { cert: Buffer.from(certificate), key: Buffer.from(key) }
  broker = await TestBroker.start({}, { host: 'localhost', tls, redirectPort })
})
afterAll(() => broker[Symbol.asyncDispose]())

test.each([
  ['/', '/'],
  ['/?code=123456', '/?code=123456'],
  ['//evil.example/', '//evil.example/'],
])('plain HTTP for %s is led to TLS', async (path, led) => {
  const { status, headers } = await RawAnswer.to(`http://localhost:${redirectPort}${path}`, {
    headers: { host: 'evil.example' },
  })
  expect([status, headers.location]).toEqual([308, broker.url + led])
})

test('there, browsers are told to stay, and nothing is served in clear', async () => {
  const { status, headers } = await RawAnswer.to(broker.url, { ca: certificate })
  expect(status).toBe(200)
  expect(headers['strict-transport-security']).toContain('max-age=')
  const plain = await RawAnswer.to(`http://localhost:${redirectPort}/healthz`)
  expect([plain.status, plain.body.byteLength]).toEqual([308, 0])
})
