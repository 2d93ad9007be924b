import { describe, expect, test } from 'vitest'
import { FramePacer } from '../../../../src/applet/screen/frame-pacer.ts'

const forever = new AbortController().signal

async function isReady(pacer: FramePacer): Promise<boolean> {
  return Promise.race([pacer.ready(forever), new Promise<boolean>((resolve) => setTimeout(resolve, 5, false))])
}

describe('[P8] at most two updates are on the way', () => {
  test('the third waits for an acknowledgement', async () => {
    const pacer = new FramePacer()
    pacer.sent(1, 0)
    expect(await isReady(pacer)).toBe(true)
    pacer.sent(2, 0)
    expect(await isReady(pacer)).toBe(false)
    pacer.painted(1, 5)
    expect(await isReady(pacer)).toBe(true)
  })

  test('acknowledging an update acknowledges all before it', async () => {
    const pacer = new FramePacer()
    pacer.sent(1, 0)
    pacer.sent(2, 10)
    expect(pacer.painted(2, 25)).toBe(15)
    pacer.sent(3, 30)
    expect(await isReady(pacer)).toBe(true)
  })

  test('a number that is not on its way opens nothing', async () => {
    const pacer = new FramePacer()
    pacer.sent(1, 0)
    pacer.sent(2, 0)
    expect(pacer.painted(7, 1)).toBeUndefined()
    expect(await isReady(pacer)).toBe(false)
  })

  test('whoever waits is released when the lease ends', async () => {
    const pacer = new FramePacer()
    pacer.sent(1, 0)
    pacer.sent(2, 0)
    const lease = new AbortController()
    const waiting = pacer.ready(lease.signal)
    lease.abort()
    expect(await waiting).toBe(false)
    expect(await pacer.ready(lease.signal)).toBe(false)
  })
})
