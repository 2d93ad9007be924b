import { describe, expect, test } from 'vitest'
import type { DecodedRect } from '../../../../src/console/screen/rect-decoder.ts'
import { UpdateQueue } from '../../../../src/console/screen/update-queue.ts'
import type { EncodedRect, ScreenUpdate } from '../../../../src/protocol/peer/frame-codec.ts'
import { ProtocolError } from '../../../../src/protocol/protocol-error.ts'

function update(seq: number, rects = 1): ScreenUpdate {
  const rect = { kind: 'jpeg', x: 0, y: 0, width: 1, height: 1, data: new Uint8Array([seq]) } as const
  return { keyframe: false, seq, capturedAt: 0, epoch: 0, rects: Array<EncodedRect>(rects).fill(rect) }
}

/** A queue whose decoder and display wait for the test. */
function slowQueue() {
  const decoding: PromiseWithResolvers<DecodedRect>[] = []
  const happened: string[] = []
  const frames: ((frame: number) => void)[] = []
  const looks: (() => void)[] = []
  const display = {
    hidden: false,
    time: 0,
    now: () => display.time,
    onceSeenAgain: (callback: () => void) => void looks.push(callback),
    atNextFrame: (callback: (frame: number) => void) => void frames.push(callback),
  }
  const queue = new UpdateQueue(
    () => {
      const pending = Promise.withResolvers<DecodedRect>()
      decoding.push(pending)
      return pending.promise
    },
    {
      paint: ({ seq }, decoded) => happened.push(`painted ${seq} with ${decoded.length}`),
      decodeFailed: ({ seq }) => happened.push(`failed ${seq}`),
      done: ({ seq }) => happened.push(`done ${seq}`),
      shown: () => {},
      decoded: () => {},
    },
    display,
  )
  const decoded = async (index: number) => {
    decoding[index]?.resolve({ paint() {}, close: () => happened.push(`closed ${index}`) })
    await settled()
  }
  const failed = async (index: number) => {
    decoding[index]?.reject(new Error('no picture'))
    await settled()
  }
  const draw = () => {
    for (const callback of frames.splice(0)) callback(0)
  }
  const see = () => {
    display.hidden = false
    for (const callback of looks.splice(0)) callback()
  }
  return { queue, decoding, decoded, failed, draw, display, see, happened }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('UpdateQueue', () => {
  test('paints an update in one go, as soon as all of its rectangles are decoded', async () => {
    const { queue, decoded, happened } = slowQueue()
    queue.push(update(1, 2))
    await decoded(1)
    expect(happened).toEqual([])
    await decoded(0)
    expect(happened).toEqual(['painted 1 with 2', 'done 1'])
  })

  test('the first in a frame is done with at once, those after it when the frame is drawn', async () => {
    const { queue, decoded, draw, happened } = slowQueue()
    for (const seq of [1, 2]) queue.push(update(seq))
    await decoded(0)
    await decoded(1)
    expect(happened).toEqual(['painted 1 with 1', 'done 1', 'painted 2 with 1'])
    draw()
    expect(happened.slice(3)).toEqual(['done 2'])
    queue.push(update(3))
    await decoded(2)
    expect(happened.slice(4)).toEqual(['painted 3 with 1', 'done 3'])
  })

  test('what took long to decode is done with when it is drawn, though it is the first', async () => {
    const { queue, decoded, draw, display, happened } = slowQueue()
    queue.push(update(1))
    display.time += 50
    await decoded(0)
    expect(happened).toEqual(['painted 1 with 1'])
    draw()
    expect(happened).toEqual(['painted 1 with 1', 'done 1'])
  })

  test('paints in the order of arrival, whatever is decoded first', async () => {
    const { queue, decoded, happened } = slowQueue()
    queue.push(update(1))
    queue.push(update(2))
    await decoded(1)
    expect(happened).toEqual([])
    await decoded(0)
    expect(happened).toEqual(['painted 1 with 1', 'done 1', 'painted 2 with 1'])
  })

  test('a hidden page paints nothing and is done with nothing until it is seen again', async () => {
    const { queue, decoded, draw, display, see, happened } = slowQueue()
    display.hidden = true
    queue.push(update(1))
    await decoded(0)
    draw()
    expect(happened).toEqual([])
    see()
    expect(happened).toEqual(['painted 1 with 1', 'done 1'])
  })

  test('decodes no more at a time than an honest applet sends', async () => {
    const { queue, decoding, decoded } = slowQueue()
    for (const seq of [1, 2, 3, 4]) queue.push(update(seq))
    expect(decoding).toHaveLength(2)
    await decoded(0)
    expect(decoding).toHaveLength(3)
  })

  test('a rectangle that cannot be decoded fails its update as a whole and frees the rest of it', async () => {
    const { queue, decoded, failed, happened } = slowQueue()
    queue.push(update(1, 2))
    await decoded(0)
    await failed(1)
    expect(happened).toEqual(['closed 0', 'failed 1', 'done 1'])
  })

  test('a decoder that throws fails its update too', async () => {
    const happened: string[] = []
    const queue = new UpdateQueue(
      () => {
        throw new Error('at once')
      },
      {
        paint: () => {},
        decodeFailed: ({ seq }) => happened.push(`failed ${seq}`),
        done: () => {},
        shown: () => {},
        decoded: () => {},
      },
      { hidden: false, now: () => 0, onceSeenAgain() {}, atNextFrame() {} },
    )
    queue.push(update(1))
    await settled()
    expect(happened).toEqual(['failed 1'])
  })

  test('what is cleared is never painted, also when it is decoded afterwards', async () => {
    const { queue, decoded, draw, happened } = slowQueue()
    queue.push(update(1))
    queue.push(update(2))
    await decoded(1)
    expect(queue.clear()?.seq).toBe(2)
    await decoded(0)
    draw()
    expect(happened).toEqual(['closed 1', 'closed 0'])
  })

  test('what was painted but not yet done with when it is cleared is told once', async () => {
    const { queue, decoded, draw, happened } = slowQueue()
    for (const seq of [6, 7]) queue.push(update(seq))
    await decoded(0)
    await decoded(1)
    expect(queue.clear()?.seq).toBe(7)
    draw()
    expect(happened).toEqual(['painted 6 with 1', 'done 6', 'painted 7 with 1'])
  })

  test('a peer that sends without waiting for acknowledgements is at fault', () => {
    const { queue } = slowQueue()
    expect(() => {
      for (let seq = 0; seq < 100; seq += 1) queue.push(update(seq))
    }).toThrow(ProtocolError)
  })
})
