import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Issued, issue } from '../support/certificates.ts'
import { AppletProcess } from '../support/json-process.ts'
import { CustomerPlace, makeTestProgram, NAME, TEST_FOLDER } from '../support/test-program.ts'

const authority = issue({ name: 'Contoso Authority', isAuthority: true })
const stranger = issue({ name: 'Some Other Authority', isAuthority: true })
const good = issue({ name: 'support', host: 'localhost', issuer: authority, usage: 'server' })
const selfSigned = issue({ name: 'self', host: 'localhost', usage: 'server' })
const leaf = issue({ name: 'leaf', host: 'localhost', issuer: authority })

/** Everything but the last two is signed by the authority that the program believes: only what is wrong with it can stop it. */
const BAD: readonly [what: string, reason: RegExp, served: Issued, chain?: Issued][] = [
  ['expired yesterday', /expired/, issue({ name: 'old', host: 'localhost', issuer: authority, from: -9, until: -1 })],
  [
    'not valid before tomorrow',
    /not yet valid/,
    issue({ name: 'young', host: 'localhost', issuer: authority, from: 1 }),
  ],
  ['for another host', /altnames/, issue({ name: 'localhost', host: 'localhost.evil.example', issuer: authority })],
  [
    'only good for clients',
    /purpose/,
    issue({ name: 'client', host: 'localhost', issuer: authority, usage: 'client' }),
  ],
  ['signed with SHA-1', /weak|md/, issue({ name: 'weak', host: 'localhost', issuer: authority, hash: 'sha1' })],
  ['signed by one that may not sign', /CA|purpose/, issue({ name: 'nephew', host: 'localhost', issuer: leaf }), leaf],
  ['signed by itself', /self-signed/, selfSigned],
  [
    'signed by an unknown authority',
    /self-signed|unable/,
    issue({ name: 'alien', host: 'localhost', issuer: stranger }),
    stranger,
  ],
]

let server: Server
let brokerUrl: string
let program: string
let place: CustomerPlace
let environments: readonly Readonly<Record<string, string>>[]
/** Requests that came through: whoever sends one believed the certificate. */
let trusted = 0

beforeAll(async () => {
  server = createServer({ cert: good.certificate, key: good.key }, (_, answer) => answer.end())
  server.on('upgrade', (_, socket) => {
    trusted += 1
    socket.destroy()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  brokerUrl = `https://localhost:${(server.address() as AddressInfo).port}`
  place = new CustomerPlace()
  program = place.download(await makeWith(authority), NAME)
  const strangers = join(place.root, 'strangers.pem')
  writeFileSync(strangers, selfSigned.certificate + stranger.certificate)
  environments = [
    {},
    { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    { NODE_EXTRA_CA_CERTS: strangers },
    { NODE_USE_SYSTEM_CA: '1', SSL_CERT_FILE: strangers },
  ]
})

afterAll(() => {
  server.close()
  place[Symbol.dispose]()
})

/** An executable of an operator who has a certificate authority of their own. */
function makeWith(believed: Issued): Promise<string> {
  const keyFile = join(place.root, 'operator.pem')
  const authoritiesFile = join(place.root, 'authority.pem')
  writeFileSync(keyFile, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(authoritiesFile, believed.certificate)
  const operator = { name: NAME, brokerUrl, keyFile, authoritiesFile }
  return makeTestProgram({ out: join(TEST_FOLDER, 'private-authority'), operator })
}

/** Tries to get to the server; returns what it says about it to whoever looks after the program. */
async function connectsWith(executable: string, environment: Readonly<Record<string, string>>, ...args: string[]) {
  const applet = place.run(executable, ['--headless', '--keep', ...args, '123456'], environment)
  expect((await applet.exit).status).toBe(4)
  return applet.errors
}

test('a certificate of the authority that was baked in is believed, and the server is asked for the session', async () => {
  trusted = 0
  server.setSecureContext({ cert: good.certificate, key: good.key })
  await connectsWith(program, {})
  expect(trusted).toBeGreaterThan(0)
})

test('from source --ca names the only authorities to believe', async () => {
  server.setSecureContext({ cert: good.certificate, key: good.key })
  const ask = async (...args: string[]) => {
    trusted = 0
    const applet = new AppletProcess(['--headless', '--broker', brokerUrl, ...args, '123456'])
    expect((await applet.exit).status).toBe(4)
    return trusted > 0
  }
  expect(await ask('--ca', join(place.root, 'authority.pem'))).toBe(true)
  expect(await ask('--ca', join(place.root, 'strangers.pem'))).toBe(false)
  expect(await ask()).toBe(false)
})

test('without one baked in, a private authority is not believed, whatever the environment says', async () => {
  trusted = 0
  server.setSecureContext({ cert: selfSigned.certificate, key: selfSigned.key })
  const plain = place.download(inject('program'), `${NAME}-plain`)
  for (const environment of environments) await connectsWith(plain, environment, '--broker', brokerUrl)
  expect(trusted).toBe(0)
})

test.each(BAD)('[TLS-1] %s: refused in every environment', async (_, reason, served, chain) => {
  trusted = 0
  server.setSecureContext({ cert: served.certificate + (chain?.certificate ?? ''), key: served.key })
  const words = await Promise.all(environments.map((environment) => connectsWith(program, environment)))
  for (const said of words) expect(said).toMatch(reason)
  expect(trusted).toBe(0)
})
