import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ENVELOPE_BYTES, writeEnvelope } from '../../src/protocol/broker/relay-envelope.ts'
import { encodeBlock } from '../../src/protocol/peer/block-codec.ts'
import { byteCanary, type Canary, randomWord, textCanary } from './canary.ts'
import { allow, type TestSession } from './test-session.ts'
import { until } from './until.ts'
import type { WatchedBroker } from './watched-broker.ts'

/** So often that one of them would still lie somewhere. */
const REPEATED = 20
const SLICE_BYTES = 32
const SLICES = 12
const START_OF_SCAN = Buffer.from([0xff, 0xda])
const SCAN_HEAD_BYTES = 14

/** Everything happens that the two sides of a session may know and nobody else: they look, type, write and send a file. */
export async function confide(session: Pick<TestSession, 'screen' | 'applet'>): Promise<Canary[]> {
  await allow(session, 'control')
  const typed = await typeText(session)
  const written = await chat(session)
  const sent = await sendFile(session)
  await until(() => pixelCanaries(session).length === SLICES, 'enough pixels')
  return [typed, ...written, ...sent, ...pixelCanaries(session)]
}

async function typeText({ screen, applet }: Pick<TestSession, 'screen' | 'applet'>): Promise<Canary> {
  const typed = randomWord('typed')
  for (let count = 0; count < REPEATED; count += 1) screen.send({ type: 'text-entered', text: typed })
  // A sink gets it in pieces.
  const injected = () => applet.input.map(({ text }) => text).join('')
  await until(() => injected() === typed.repeat(REPEATED), 'all that was typed')
  return textCanary('typed text', typed)
}

async function chat({ screen, applet: { customer } }: Pick<TestSession, 'screen' | 'applet'>): Promise<Canary[]> {
  const [question, answer] = [randomWord('question'), randomWord('answer')]
  for (let count = 0; count < REPEATED; count += 1) {
    screen.send({ type: 'chat-said', time: Date.now(), text: question })
    customer.write(answer)
  }
  await until(() => customer.chat.length === 2 * REPEATED, 'all that was asked and answered')
  await until(() => screen.all('chat-said').length === REPEATED, 'all that was answered')
  return [textCanary("the technician's chat", question), textCanary("the customer's chat", answer)]
}

async function sendFile(session: Pick<TestSession, 'screen' | 'applet'>): Promise<Canary[]> {
  const { screen, applet } = session
  const { customer } = applet
  const [name, word] = [randomWord('name'), randomWord('file')]
  const content = Buffer.from(word.repeat(REPEATED))
  const folder = mkdtempSync(join(tmpdir(), 'confided-'))
  await allow(session, 'files.send')
  screen.send({ type: 'file-offered', id: 1, name, bytes: content.byteLength })
  await until(() => customer.files.length === 1, 'the offer')
  const accepted = screen.next('file-accepted')
  customer.does('filePlaced', { file: customer.files[0]?.id ?? '', folder })
  await accepted
  screen.channel.sendFrame(encodeBlock(1, 0, content))
  screen.send({ type: 'file-finished', id: 1, sha256: createHash('sha256').update(content).digest('hex') })
  await until(() => customer.files[0]?.state === 'done', 'the file')
  rmSync(folder, { recursive: true })
  return [textCanary("a file's name", name), textCanary("a file's bytes", word)]
}

/** Pieces of pictures that are like nothing else: the busy middles of their rectangles. */
function pixelCanaries({ screen }: Pick<TestSession, 'screen'>): Canary[] {
  const middles = screen.updates
    .flatMap(({ rects }) => rects.map(({ data }) => withoutTables(data)))
    .map((pixels) => pixels.subarray(pixels.byteLength >> 1).subarray(0, SLICE_BYTES))
    .filter((slice) => slice.byteLength === SLICE_BYTES && new Set(slice).size > SLICE_BYTES / 2)
  return middles.slice(-SLICES).map((slice, index) => byteCanary(`pixels ${index}`, slice))
}

/** Every JPEG begins with the same tables; programs that make some have them inside, and a broker delivers such programs. */
function withoutTables(jpeg: Uint8Array): Uint8Array {
  return jpeg.subarray(Buffer.from(jpeg).indexOf(START_OF_SCAN) + SCAN_HEAD_BYTES)
}

/** The same way through the broker, without any of our sealing: what a search must find. */
export async function relayInClear(broker: WatchedBroker): Promise<Canary> {
  const clear = randomWord('clear')
  const { applet, screen, stream } = await broker.openScreen()
  const message = Buffer.concat([new Uint8Array(ENVELOPE_BYTES), Buffer.from(clear)])
  writeEnvelope(message, stream)
  for (let count = 0; count < REPEATED; count += 1) for (const side of [applet, screen]) side.socket.send(message)
  for (const side of [applet, screen]) await until(() => side.binaries.length === REPEATED, 'all that was sent')
  await Promise.all([applet.close(), screen.closes()])
  return textCanary('clear', clear)
}
