import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { zstdDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseProxies } from '../../src/broker/options.ts'
import { SOCKET_PATHS } from '../../src/protocol/broker/http-api.ts'
import { ArtefactsFolder } from '../support/artefacts-folder.ts'
import { freePort } from '../support/free-port.ts'
import { needs } from '../support/needs.ts'
import { startNginx } from '../support/nginx.ts'
import { RawAnswer } from '../support/raw-answer.ts'
import { TestBroker } from '../support/test-broker.ts'

const WINDOWS = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)' }

describe.skipIf(!needs('nginx'))('behind nginx, with the file we give to hosts', () => {
  const resources = new AsyncDisposableStack()
  const usual = getCACertificates('default')
  let broker: TestBroker
  let plain: number

  beforeAll(async () => {
    plain = await freePort()
    const tls = await freePort()
    const folder = resources.use(new ArtefactsFolder({ repeats: 500_000 }))
    const proxied = { publicUrl: `https://localhost:${tls}`, trustedProxies: parseProxies('127.0.0.1') }
    broker = resources.use(await TestBroker.start({}, { ...proxied, artefactsDir: folder.path }))
    const { ca } = resources.use(await startNginx({ plain, tls, broker: Number(new URL(broker.localUrl).port) }))
    setDefaultCACertificates([...usual, ca])
  })
  afterAll(async () => {
    setDefaultCACertificates(usual)
    await resources.disposeAsync()
  })

  const enter = (code: string, localAddress: string, headers = {}) =>
    RawAnswer.to(broker.url, { method: 'POST', form: { code }, localAddress, headers })

  test('http leads to https, with path and question', async () => {
    const { status, headers } = await RawAnswer.to(`http://127.0.0.1:${plain}/?code=123456`)
    expect([status, headers.location]).toEqual([308, 'https://127.0.0.1/?code=123456'])
  })

  test('a session from PIN to Start: pages, cookies, both sockets, one port', async () => {
    const technician = await broker.technician()
    const list = await technician.openSocket(
      SOCKET_PATHS.sessions,
      await technician.ticket({ purpose: 'sessions' }),
      broker.url,
    )
    await list.hears('sessions-listed')
    const { id, pin } = await technician.newSession()
    const applet = await broker.applet(pin)
    await applet.hears('session-registered')
    expect(await technician.status(id)).toBe('Waiting')
    list.socket.close()
    applet.socket.close()
  })

  test('a download arrives whole, as compressed as it left, under its name', async () => {
    const { pin } = await (await broker.technician()).newSession()
    const page = (await enter(pin, '127.0.0.1', WINDOWS)).body.toString()
    const [, path = ''] = /url=([^"]+)"/.exec(page) ?? []
    const answer = await RawAnswer.to(broker.url + path, { headers: { 'accept-encoding': 'zstd' } })
    expect(answer.headers['content-encoding']).toBe('zstd')
    expect(answer.headers['content-length']).toBe(String(answer.body.byteLength))
    expect(answer.headers['content-disposition']).toContain(`-${pin}.exe`)
    expect(zstdDecompressSync(answer.body).equals(ArtefactsFolder.content('win-x64', 500_000))).toBe(true)
  })

  test('[PIN-3] wrong PINs count for who sent them, whatever they claim about where they are', async () => {
    for (let tries = 0; tries < 5; tries += 1) expect((await enter('100000', '127.0.0.2')).status).toBe(400)
    expect((await enter('100000', '127.0.0.2', { 'x-forwarded-for': '192.0.2.1' })).status).toBe(429)
    expect((await enter('100000', '127.0.1.3')).status).toBe(400)
  })

  test('the browser is told to stay on https, and the figures stay inside', async () => {
    const { headers } = await RawAnswer.to(broker.url)
    expect(headers['strict-transport-security']).toContain('max-age=')
    expect((await RawAnswer.to(`${broker.url}/metrics`)).status).toBe(404)
    expect((await RawAnswer.to(`${broker.localUrl}/metrics`)).status).toBe(200)
  })
})
