import { describe, expect, test } from 'vitest'
import type { Picture } from '../../../../src/console/screen/rect-decoder.ts'
import { UpdateQueue } from '../../../../src/console/screen/update-queue.ts'
import type { EncodedRect, ScreenUpdate } from '../../../../src/protocol/peer/frame-codec.ts'
import { ProtocolError } from '../../../../src/protocol/protocol-error.ts'

function update(seq: number, rects = 1): ScreenUpdate {
  const rect = { kind: 'jpeg', x: 0, y: 0, width: 1, height: 1, data: new Uint8Array([seq]) } as const
  return { keyframe: false, seq, capturedAt: 0, epoch: 0, rects: Array<EncodedRect>(rects).fill(rect) }
}

/** A queue whose decoder and display wait for the test. */
function slowQueue() {
  const decoding: PromiseWithResolvers<Picture>[] = []
  const happened: string[] = []
  const frames: (() => void)[] = []
  const queue = new UpdateQueue(
    () => {
      const pending = Promise.withResolvers<Picture>()
      decoding.push(pending)
      return pending.promise
    },
    {
      paint: ({ seq }, decoded) => happened.push(`painted ${seq} with ${decoded.length}`),
      decodeFailed: ({ seq }) => happened.push(`failed ${seq}`),
    },
    (callback) => frames.push(callback),
  )
  const decoded = async (index: number) => {
    decoding[index]?.resolve({ close: () => happened.push(`closed ${index}`) } as Partial<Picture> as Picture)
    await settled()
  }
  const failed = async (index: number) => {
    decoding[index]?.reject(new Error('no picture'))
    await settled()
  }
  const draw = () => {
    for (const callback of frames.splice(0)) callback()
  }
  return { queue, decoded, failed, draw, happened }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('UpdateQueue', () => {
  test('paints an update only when all of its rectangles are decoded, in one go, when the browser draws', async () => {
    const { queue, decoded, draw, happened } = slowQueue()
    queue.push(update(1, 2))
    await decoded(1)
    draw()
    expect(happened).toEqual([])
    await decoded(0)
    expect(happened).toEqual([])
    draw()
    expect(happened).toEqual(['painted 1 with 2'])
  })

  test('paints in the order of arrival, whatever is decoded first', async () => {
    const { queue, decoded, draw, happened } = slowQueue()
    queue.push(update(1))
    queue.push(update(2))
    await decoded(1)
    draw()
    expect(happened).toEqual([])
    await decoded(0)
    draw()
    expect(happened).toEqual(['painted 1 with 1', 'painted 2 with 1'])
  })

  test('a rectangle that cannot be decoded fails its update as a whole and frees the rest of it', async () => {
    const { queue, decoded, failed, draw, happened } = slowQueue()
    queue.push(update(1, 2))
    await decoded(0)
    await failed(1)
    draw()
    expect(happened).toEqual(['closed 0', 'failed 1'])
  })

  test('what is cleared is never painted, also when it is decoded afterwards', async () => {
    const { queue, decoded, draw, happened } = slowQueue()
    queue.push(update(1))
    queue.push(update(2))
    await decoded(0)
    expect(queue.clear()?.seq).toBe(2)
    await decoded(1)
    draw()
    expect(happened).toEqual(['closed 0', 'closed 1'])
  })

  test('a peer that sends without waiting for acknowledgements is at fault', () => {
    const { queue } = slowQueue()
    expect(() => {
      for (let seq = 0; seq < 100; seq += 1) queue.push(update(seq))
    }).toThrow(ProtocolError)
  })
})
