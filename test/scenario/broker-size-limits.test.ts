import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { decodeRecording, encodeRecordingHeader } from '../../src/applet/screen/recording.ts'
import { SOCKET_PATHS } from '../../src/protocol/broker/http-api.ts'
import { LIMITS } from '../../src/protocol/limits.ts'
import { decodeUpdate, encodeUpdate } from '../../src/protocol/peer/frame-codec.ts'
import { BOMBS, type Target, waitingApplet } from '../support/bombs.ts'
import { freePort } from '../support/free-port.ts'
import { collectGarbage } from '../support/garbage-collection.ts'
import { KillableBroker } from '../support/killable-broker.ts'
import { TestBroker } from '../support/test-broker.ts'
import { WireClient } from '../support/wire-client.ts'

const MEBIBYTE = 1024 * 1024
/** Code is compiled and heaps find their size in the first rounds; only after them does growth mean anything. */
const WARM_UP_ROUNDS = 6

describe('[LIM-1] what is too large is refused', () => {
  let broker: TestBroker
  let target: Target
  beforeAll(async () => {
    broker = await TestBroker.start()
    target = { url: broker.url, technician: await broker.technician() }
  })
  afterAll(() => broker[Symbol.asyncDispose]())

  test.each(BOMBS)('$what: $answer, and the next session does not notice', async (bomb) => {
    const { id, applet, end } = await waitingApplet(target)
    expect(await bomb.throwAt(target)).toBe(bomb.answer)
    expect(applet.closedWith).toBeUndefined()
    expect(await target.technician.status(id)).toBe('Waiting')
    await end()
    expect(await applet.hears('session-ended')).toMatchObject({ by: 'technician' })
  })

  test('an offer to compress is not accepted', async () => {
    const socket = await WireClient.open(target.url + SOCKET_PATHS.applet, undefined, { perMessageDeflate: true })
    expect(socket.socket.extensions).toBe('')
    await socket.close()
  })
})

/** Bytes that a process holds now, or the most that it ever held since that was last forgotten. */
function memoryOf(pid: number, which: 'VmRSS' | 'VmHWM'): number {
  const line = new RegExp(`^${which}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1]) * 1024
}

function forgetMost(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

test.runIf(process.platform === 'linux')(
  '[LIM-1] all of it together leaves a broker no larger than 5 MiB above before',
  async () => {
    const inspectorPort = await freePort()
    vi.stubEnv('NODE_OPTIONS', `--inspect=127.0.0.1:${inspectorPort}`)
    await using broker = await KillableBroker.start()
    const bystander = await waitingApplet(broker)
    const throwAll = async () => {
      forgetMost(broker.pid)
      for (const bomb of BOMBS) expect(await bomb.throwAt(broker)).toBe(bomb.answer)
      const most = memoryOf(broker.pid, 'VmHWM')
      await collectGarbage(inspectorPort)
      return { most, left: memoryOf(broker.pid, 'VmRSS') }
    }
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await throwAll()
    const before = memoryOf(broker.pid, 'VmRSS')
    const { most, left } = await throwAll()
    expect((left - before) / MEBIBYTE).toBeLessThanOrEqual(5)
    // What announces gigabytes is refused before anything is set aside for it.
    expect((most - before) / MEBIBYTE).toBeLessThanOrEqual(64)
    expect(bystander.applet.closedWith).toBeUndefined()
  },
)

describe('[LIM-1] a picture larger than any screen is refused before anything is allocated for it', () => {
  const refusals = (bytes: Buffer) => [
    () => decodeUpdate(bytes, { width: LIMITS.screenSide, height: LIMITS.screenSide }),
    () => decodeRecording(Buffer.concat([encodeRecordingHeader({ width: 65_535, height: 65_535 }), bytes])),
  ]

  test.each([
    ['2^32 pixels', 65_535, 65_535],
    ['a side above 16384', 16_385, 1],
    ['more than 64 million pixels', 16_384, 4097],
  ])('%s', (_what, width, height) => {
    const rect = { kind: 'jpeg' as const, x: 0, y: 0, width, height, data: new Uint8Array(100) }
    const bytes = Buffer.from(encodeUpdate({ keyframe: true, seq: 0, capturedAt: 0, epoch: 0, rects: [rect] }))
    const before = process.memoryUsage().arrayBuffers
    for (const refused of refusals(bytes)) expect(refused).toThrow()
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MEBIBYTE)
  })
})
