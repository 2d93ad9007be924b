import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openJpegTurboEncoder } from '../../../../src/applet/screen/encoders/jpeg-turbo-encoder.ts'
import { PictureMemory } from '../../../../src/applet/screen/kernels/picture-memory.ts'
import {
  decodeRecording,
  encodeRecordedUpdate,
  encodeRecordingHeader,
} from '../../../../src/applet/screen/recording.ts'
import { openReplaySource } from '../../../../src/applet/screen/sources/replay-source.ts'
import { SyntheticSource } from '../../../../src/applet/screen/sources/synthetic-source.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

const FINE = { quality: 90, fullColour: true, greyscale: false }
const signal = new AbortController().signal
const file = join(mkdtempSync(join(tmpdir(), 'recording-')), 'screen.orr')

/** Grabs while the clock is moved on: a fake clock wakes nobody by itself. */
async function grabAfter(
  source: SyntheticSource | Awaited<ReturnType<typeof openReplaySource>>,
  clock: FakeClock,
  ms: number,
) {
  const grabbed = source.grab(signal)
  clock.advance(ms)
  const frame = await grabbed
  if (!frame) throw new Error('no frame')
  return frame
}

async function record(frames: number): Promise<Buffer> {
  const clock = new FakeClock()
  const source = new SyntheticSource(clock)
  const encoder = await openJpegTurboEncoder()
  let memory: PictureMemory | undefined
  const parts: Buffer[] = []
  for (let seq = 0; seq < frames; seq += 1) {
    const frame = await grabAfter(source, clock, 100)
    const keyframe = memory === undefined
    if (keyframe) parts.push(encodeRecordingHeader(frame))
    const whole = { x: 0, y: 0, width: frame.width, height: frame.height }
    memory ??= new PictureMemory(frame)
    memory.take(frame, [whole])
    const rects = keyframe ? [whole] : memory.differingTiles([whole]).rects()
    memory.accept(rects)
    const update = { keyframe, seq, capturedAt: 0, epoch: 0, rects: await encoder.encode(frame, rects, FINE) }
    parts.push(encodeRecordedUpdate({ atMs: seq * 100, update }))
  }
  return Buffer.concat(parts)
}

/** A JPEG of ten times ten pixels that says it is larger. */
async function boastfulJpeg(side: number): Promise<Buffer> {
  const frame = { width: 10, height: 10, stride: 40, pixels: Buffer.alloc(400, 99), damage: undefined, capturedAt: 0 }
  const whole = { x: 0, y: 0, width: 10, height: 10 }
  const [rect] = await (await openJpegTurboEncoder()).encode(frame, [whole], FINE)
  const jpeg = Buffer.from(rect?.data ?? [])
  const frameHeader = jpeg.indexOf('ffc0', 'hex')
  jpeg.writeUInt16BE(side, frameHeader + 5)
  jpeg.writeUInt16BE(side, frameHeader + 7)
  return jpeg
}

const hash = (pixels: Uint8Array) => createHash('sha256').update(pixels).digest('hex')

test('the synthetic screen shows the same pixels for the same frame number', async () => {
  const hashes = await Promise.all(
    [0, 1].map(async () => {
      const clock = new FakeClock()
      const source = new SyntheticSource(clock)
      await grabAfter(source, clock, 0)
      return hash((await grabAfter(source, clock, 700)).pixels)
    }),
  )
  expect(hashes[0]).toBe(hashes[1])
  // Written down, so that a change of the drawing is seen and not only felt by those who compare hashes.
  expect(hashes[0]?.slice(0, 16)).toMatchInlineSnapshot(`"3946548c40e7cf50"`)
})

test('a recording replayed twice shows the same pictures, at the times at which they were made', async () => {
  writeFileSync(file, await record(4))
  const runs = []
  for (let run = 0; run < 2; run += 1) {
    const clock = new FakeClock()
    const source = await openReplaySource(file, clock)
    const hashes = [hash((await grabAfter(source, clock, 0)).pixels)]
    for (let frame = 1; frame < 4; frame += 1) hashes.push(hash((await grabAfter(source, clock, 100)).pixels))
    runs.push(hashes)
  }
  expect(runs[0]).toEqual(runs[1])
  expect(new Set(runs[0]).size).toBe(4)
})

test('whoever looks late sees the newest picture, and what changed since', async () => {
  writeFileSync(file, await record(4))
  const clock = new FakeClock()
  const source = await openReplaySource(file, clock)
  await grabAfter(source, clock, 0)
  clock.advance(1000)
  const late = await grabAfter(source, clock, 0)
  expect(late.damage?.length).toBeGreaterThanOrEqual(3)
})

describe('what is no recording is refused with a sentence', () => {
  const refused = async (bytes: Buffer) => {
    writeFileSync(file, bytes)
    return openReplaySource(file, new FakeClock()).then(
      () => 'accepted',
      (error: Error) => `${error.name}: ${error.message}`,
    )
  }

  test('another file, an empty one, a missing one', async () => {
    expect(await refused(Buffer.from('GIF89a..'))).toBe('CaptureFailed: The file to replay is no screen recording.')
    expect(await refused(Buffer.alloc(0))).toBe('CaptureFailed: The file to replay is no screen recording.')
    await expect(openReplaySource(`${file}.missing`, new FakeClock())).rejects.toThrow('cannot be replayed')
  })

  test('one that was cut', async () => {
    const whole = await record(2)
    for (const length of [12, 25, whole.length - 1]) {
      expect(await refused(whole.subarray(0, length))).toMatch(/^CaptureFailed: .*ends in the middle/)
    }
  })

  test('one without a whole picture, and one with rectangles outside it', async () => {
    const header = encodeRecordingHeader({ width: 10, height: 10 })
    expect(await refused(header)).toContain('does not begin with a whole picture')
    const rect = { kind: 'jpeg' as const, x: 5, y: 0, width: 10, height: 10, data: new Uint8Array(1) }
    const update = { keyframe: true, seq: 0, capturedAt: 0, epoch: 0, rects: [rect] }
    expect(await refused(Buffer.concat([header, encodeRecordedUpdate({ atMs: 0, update })]))).toContain(
      'outside the screen',
    )
    expect(() => decodeRecording(header)).toThrow()
  })

  test('[LIM-1] one of a size that no screen has, before anything is allocated for it', async () => {
    for (const size of [
      { width: 16_385, height: 1 },
      { width: 1, height: 65_535 },
      { width: 16_384, height: 16_384 },
    ]) {
      expect(await refused(encodeRecordingHeader(size))).toContain('larger than any screen')
    }
  })

  test.each([
    ['is no JPEG', async () => Buffer.from('no picture')],
    ['says that it has 400 million pixels', () => boastfulJpeg(20_000)],
    ['is smaller than its rectangle', () => boastfulJpeg(8)],
  ])('[LIM-1] one with a picture that %s, when it is that picture’s turn', async (_what, makeJpeg) => {
    const rect = { kind: 'jpeg' as const, x: 0, y: 0, width: 10, height: 10, data: await makeJpeg() }
    const update = { keyframe: true, seq: 0, capturedAt: 0, epoch: 0, rects: [rect] }
    const header = encodeRecordingHeader({ width: 10, height: 10 })
    writeFileSync(file, Buffer.concat([header, encodeRecordedUpdate({ atMs: 0, update })]))
    const clock = new FakeClock()
    const source = await openReplaySource(file, clock)
    const before = process.resourceUsage().maxRSS
    await expect(grabAfter(source, clock, 0)).rejects.toThrow('A picture in the recording is broken.')
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(256 * 1024)
  })

  test('one whose pictures have no time', async () => {
    const header = encodeRecordingHeader({ width: 10, height: 10 })
    for (const atMs of [Number.NaN, Number.POSITIVE_INFINITY, -1]) {
      const update = { keyframe: true, seq: 0, capturedAt: 0, epoch: 0, rects: [] }
      expect(await refused(Buffer.concat([header, encodeRecordedUpdate({ atMs, update })]))).toContain('without a time')
    }
  })
})
