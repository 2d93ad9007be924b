import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { PIN_TEXTS } from '../../src/broker/session/pin-texts.ts'
import type { Target } from '../../src/protocol/broker/artefacts.ts'
import { ArtefactsFolder } from '../support/artefacts-folder.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { RawAnswer } from '../support/raw-answer.ts'
import { TestBroker } from '../support/test-broker.ts'

const MINUTE = 60_000
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0.0.0 Safari/537.36'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1'

async function enter(broker: TestBroker, code: string, userAgent = WINDOWS) {
  const body = new URLSearchParams({ code })
  const answer = await fetch(broker.url, { method: 'POST', body, headers: { 'user-agent': userAgent } })
  return answer.text()
}

/** The address that the page sends the browser to. */
function downloadOf(html: string): string {
  return /http-equiv="refresh" content="0; url=([^"]+)"/.exec(html)?.[1] ?? 'none'
}

/** A broker with everything packaged, a PIN, and the page that follows it. */
async function open(clock = new FakeClock()) {
  const resources = new AsyncDisposableStack()
  const folder = resources.use(new ArtefactsFolder())
  const broker = resources.use(await TestBroker.start({ clock }, { artefactsDir: folder.path }))
  const { pin } = await (await broker.technician()).newSession()
  const html = await enter(broker, pin)
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    RawAnswer.to(broker.url + path, { headers, method })
  return {
    broker,
    clock,
    folder,
    pin,
    html,
    file: downloadOf(html),
    get,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

describe('a right code', () => {
  test('starts the download of the visitor’s system by itself, without JavaScript, under a name with the PIN', async () => {
    await using opened = await open()
    expect(opened.html).not.toContain('id="windows" hidden')
    expect(opened.html).toContain('id="mac" hidden')
    const answer = await opened.get(opened.file)
    expect(answer.status).toBe(200)
    const { headers } = answer
    expect(headers['content-disposition']).toBe(`attachment; filename="Support-LogMeInRescue-${opened.pin}.exe"`)
    expect(headers['content-type']).toBe('application/octet-stream')
    expect(headers['cache-control']).toBe('no-store')
    expect(answer.body).toEqual(ArtefactsFolder.content('win-x64'))
    expect(opened.html).toContain(opened.folder.artefacts[0]?.sha256)
  })

  test.each<[Target, string]>([
    ['linux-x64', ''],
    ['darwin-arm64', '.zip'],
    ['darwin-x64', '.zip'],
  ])('leads to the other systems too: %s', async (target, ending) => {
    await using opened = await open()
    const [, href = ''] = new RegExp(`href="([^"]+=${target})"`).exec(opened.html) ?? []
    const page = (await opened.get(href)).body.toString()
    const answer = await opened.get(downloadOf(page))
    expect(answer.headers['content-disposition']).toContain(`Support-LogMeInRescue-${opened.pin}${ending}"`)
    expect(answer.body).toEqual(ArtefactsFolder.content(target))
  })

  test('an Intel Mac that says so when it is asked gets the program for Intel Macs', async () => {
    await using opened = await open()
    expect((await opened.get('/')).headers['accept-ch']).toBe('Sec-CH-UA-Arch')
    const headers = { 'user-agent': 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'sec-ch-ua-arch': '"x86"' }
    const page = await opened.get(opened.file.replace('/win-x64', ''), headers)
    expect(downloadOf(page.body.toString())).toBe(opened.file.replace('win-x64', 'darwin-x64'))
  })

  test('starts nothing on a phone, and says where to go', async () => {
    await using opened = await open()
    const html = await enter(opened.broker, opened.pin, IPHONE)
    expect(downloadOf(html)).toBe('none')
    expect(html).not.toContain('id="elsewhere" hidden')
    expect(html).toContain('id="file" hidden')
    expect(html).toContain('id="source" hidden')
  })
})

describe('the download', () => {
  test('[SEC-1] has an address without the PIN, always the same for the same PIN', async () => {
    await using opened = await open()
    expect(opened.file).toMatch(/^\/download\/[\w-]{22}\/win-x64$/)
    expect(opened.html.match(/(href|url)="?[^"]*/g)?.join()).not.toContain(opened.pin)
    expect(downloadOf(await enter(opened.broker, opened.pin))).toBe(opened.file)
  })

  test('travels compressed for who takes it, and is the same bytes', async () => {
    await using opened = await open()
    const plain = ArtefactsFolder.content('win-x64')
    for (const [accepted, encoding, unpack] of [
      ['gzip, deflate, br, zstd', 'zstd', zstdDecompressSync],
      ['gzip, deflate', 'gzip', gunzipSync],
      ['zstd;q=0, gzip;q=0.1', 'gzip', gunzipSync],
      ['br', undefined, (body: Buffer) => body],
    ] as const) {
      const { headers, body } = await opened.get(opened.file, { 'accept-encoding': accepted })
      expect(headers['content-encoding']).toBe(encoding)
      expect(headers['content-length']).toBe(String(body.byteLength))
      expect(headers.vary).toBe('accept-encoding')
      expect(unpack(body).equals(plain)).toBe(true)
    }
  })

  test('HEAD tells the same and sends nothing', async () => {
    await using opened = await open()
    const get = await opened.get(opened.file, { 'accept-encoding': 'gzip' })
    const head = await opened.get(opened.file, { 'accept-encoding': 'gzip' }, 'HEAD')
    expect(head.status).toBe(200)
    expect(head.body.byteLength).toBe(0)
    const { date: _, ...headers } = get.headers
    expect(head.headers).toMatchObject(headers)
  })

  test('goes on where it broke off, but never into other bytes', async () => {
    await using opened = await open()
    const plain = ArtefactsFolder.content('win-x64')
    const whole = await opened.get(opened.file)
    const ifRange = { 'if-range': String(whole.headers.etag) }
    const rest = await opened.get(opened.file, { range: 'bytes=1000-', ...ifRange })
    expect(rest.status).toBe(206)
    expect(rest.headers['content-range']).toBe(`bytes 1000-${plain.byteLength - 1}/${plain.byteLength}`)
    expect(rest.body.equals(plain.subarray(1000))).toBe(true)
    const packed = await opened.get(opened.file, { range: 'bytes=1000-', 'accept-encoding': 'gzip', ...ifRange })
    expect(packed.status).toBe(200)
    const beyond = await opened.get(opened.file, { range: `bytes=${plain.byteLength}-` })
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${plain.byteLength}`])
  })
})

test('who asks for a large file and takes none of it costs next to nothing', async () => {
  using folder = new ArtefactsFolder({ targets: ['win-x64'], repeats: 3_000_000 })
  await using broker = await TestBroker.start({}, { artefactsDir: folder.path })
  const { pin } = await (await broker.technician()).newSession()
  const path = downloadOf(await enter(broker, pin))
  const before = await bytesInUse()
  const socket = connect(Number(new URL(broker.url).port), '127.0.0.1').pause()
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  await setTimeout(1000)
  expect(socket.readableLength).toBe(0)
  // The file is 75 MB long.
  expect((await bytesInUse()) - before).toBeLessThan(10_000_000)
  socket.destroy()
})

async function bytesInUse(): Promise<number> {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  await setTimeout(50)
  runInNewContext('gc')()
  return process.memoryUsage().arrayBuffers
}

describe('an address that leads nowhere ends at the box, with the sentence', () => {
  test('never issued', async () => {
    await using opened = await open()
    for (const path of ['/download/AAAAAAAAAAAAAAAAAAAAAA', '/download/AAAAAAAAAAAAAAAAAAAAAA/win-x64']) {
      const { status, body } = await opened.get(path)
      expect(status).toBe(404)
      expect(body.toString()).toContain('This download address is not valid any more.')
    }
  })

  test('a system that is not there', async () => {
    await using opened = await open()
    const { status, body } = await opened.get(opened.file.replace('win-x64', '..%2Fmanifest.json'))
    expect(status).toBe(404)
    expect(body.toString()).toContain('There is no program for that system here.')
  })

  test('after the PIN’s time, or once somebody has joined with it', async () => {
    await using expired = await open()
    expired.clock.advance(10 * MINUTE)
    const late = await expired.get(expired.file)
    expect([late.status, late.headers['content-disposition']]).toEqual([400, undefined])
    expect(late.body.toString()).toContain(PIN_TEXTS.expired)
    await using used = await open()
    await (await used.broker.applet(used.pin)).hears('session-registered')
    expect((await used.get(used.file)).body.toString()).toContain(PIN_TEXTS.used)
  })

  test('is not made longer by downloading', async () => {
    await using opened = await open()
    opened.clock.advance(9 * MINUTE)
    expect((await opened.get(opened.file)).status).toBe(200)
    opened.clock.advance(MINUTE)
    expect((await opened.get(opened.file)).status).toBe(400)
  })
})
