import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { InputReceiver } from '../../../../src/applet/input/input-receiver.ts'
import { InputRefused, type InputSink } from '../../../../src/applet/input/input-sink.ts'
import { InputTally } from '../../../../src/applet/input/input-tally.ts'
import { PermissionGate } from '../../../../src/applet/permission/permission-gate.ts'
import { silentLogger } from '../../../../src/base/logger.ts'
import { contains, type Rect } from '../../../../src/base/rect.ts'
import { LIMITS } from '../../../../src/protocol/limits.ts'
import type { InputMessage } from '../../../../src/protocol/peer/catalog.ts'
import { until } from '../../../support/until.ts'

/** A sink that needs time for text, as X11 does for a character that no key has. */
class SlowSink implements InputSink {
  readonly name = 'slow'
  readonly injected: InputMessage[] = []
  released = 0
  ready: PromiseWithResolvers<void> | undefined

  prepare(message: InputMessage): Promise<void> | undefined {
    return message.type === 'text-entered' ? this.ready?.promise : undefined
  }

  inject(message: InputMessage): void {
    this.injected.push(message)
  }

  releaseAll(): void {
    this.released += 1
  }

  onceCustomerActs(): Disposable {
    return { [Symbol.dispose]() {} }
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

const press: InputMessage = { type: 'button-pressed', x: 1, y: 1, button: 'left' }
const text: InputMessage = { type: 'text-entered', text: '漢' }
const move = (x: number): InputMessage => ({ type: 'pointer-moved', x, y: 0 })

let gate: PermissionGate
let sink: SlowSink
let tally: InputTally
let receiver: InputReceiver
let customer: { active: boolean }
let shown: Rect | undefined
let ownWindows: { places: Rect[]; focused: boolean }

beforeEach(() => {
  gate = new PermissionGate()
  sink = new SlowSink()
  tally = new InputTally()
  shown = { x: 0, y: 0, width: 100, height: 50 }
  customer = { active: false }
  const log = silentLogger('applet.input')
  ownWindows = { places: [], focused: false }
  const windows = { rects: () => ownWindows.places, hasFocus: () => ownWindows.focused }
  receiver = new InputReceiver({ gate, sink, tally, customer, shown: () => shown, ownWindows: () => windows, log })
})

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('[P4] input without permission is dropped and counted', () => {
  test('with nothing granted', () => {
    receiver.receive(press, gate.epoch)
    receiver.receive(move(3), gate.epoch)
    expect(sink.injected).toEqual([])
    expect(tally.take()).toEqual({ injected: 0, refused: { 'not-permitted': 2 } })
  })

  test('with view granted', () => {
    gate.grant('view')
    receiver.receive(press, gate.epoch)
    expect(sink.injected).toEqual([])
  })
})

test('[P3] input with permission is carried out before receive returns', () => {
  gate.grant('control')
  receiver.receive(press, gate.epoch)
  expect(sink.injected).toEqual([press])
  expect(tally.take()).toEqual({ injected: 1, refused: {} })
  expect(tally.take()).toBeUndefined()
})

describe('[P11] a point outside the part of the desktop that is shown is refused by name', () => {
  const at = (x: number, y: number): InputMessage => ({ type: 'pointer-moved', x, y })

  test('right of it or below', () => {
    gate.grant('control')
    receiver.receive(at(100, 0), gate.epoch)
    receiver.receive({ ...press, y: 50 }, gate.epoch)
    expect(sink.injected).toEqual([])
    expect(tally.take()).toEqual({ injected: 0, refused: { 'outside-screen': 2 } })
  })

  test('on a monitor that the technician does not see', () => {
    gate.grant('control')
    shown = { x: 640, y: 37, width: 333, height: 200 }
    const outside = [at(639, 37), at(640, 36), at(973, 37), at(640, 237), at(0, 0)]
    const inside = [at(640, 37), at(972, 236), at(700, 100)]
    for (const message of [...outside, ...inside]) receiver.receive(message, gate.epoch)
    expect(sink.injected).toEqual(inside)
    expect(tally.take()).toEqual({ injected: 3, refused: { 'outside-screen': 5 } })
  })

  test('everywhere, while nothing is shown', () => {
    gate.grant('control')
    shown = undefined
    receiver.receive(at(0, 0), gate.epoch)
    expect(tally.take()).toEqual({ injected: 0, refused: { 'outside-screen': 1 } })
  })

  test('everywhere but inside, whatever is shown', () => {
    gate.grant('control')
    const position = fc.nat(LIMITS.screenSide - 1)
    const rect = fc.record({
      x: position,
      y: position,
      width: fc.integer({ min: 1, max: 4000 }),
      height: fc.constant(999),
    })
    fc.assert(
      fc.property(rect, position, position, (part, x, y) => {
        shown = part
        const before = sink.injected.length
        receiver.receive(at(x, y), gate.epoch)
        expect(sink.injected.length > before).toBe(contains(part, { x, y, width: 1, height: 1 }))
      }),
    )
  })
})

test('[P6] while a prompt is open input is refused by name', () => {
  gate.grant('control')
  gate.holdForPrompt()
  receiver.receive(press, gate.epoch)
  expect(sink.injected).toEqual([])
  expect(tally.take()).toEqual({ injected: 0, refused: { 'prompt-open': 1 } })
})

describe('[LOCAL-1] [P12] while the customer works themselves', () => {
  beforeEach(() => {
    gate.grant('control')
  })

  test('input is refused by name, and nothing is prepared for it', () => {
    customer.active = true
    sink.ready = Promise.withResolvers()
    for (const message of [press, text, move(1)]) receiver.receive(message, gate.epoch)
    expect(sink.injected).toEqual([])
    expect(tally.take()).toEqual({ injected: 0, refused: { 'customer-active': 3 } })
  })

  test('letting go works all the same', () => {
    customer.active = true
    receiver.receive({ type: 'input-let-go' }, gate.epoch)
    expect(sink.released).toBe(1)
  })

  test('input that waited when they began is refused', async () => {
    sink.ready = Promise.withResolvers()
    receiver.receive(text, gate.epoch)
    receiver.receive(press, gate.epoch)
    customer.active = true
    sink.ready.resolve()
    await settled()
    expect(sink.injected).toEqual([])
    expect(tally.take()?.refused).toEqual({ 'customer-active': 2 })
  })

  test('without permission the technician does not learn that somebody is there', () => {
    gate.revoke('control')
    customer.active = true
    receiver.receive(press, gate.epoch)
    expect(tally.take()?.refused).toEqual({ 'not-permitted': 1 })
  })
})

describe('[GATE-2] [P15] what would reach our own window is refused by name', () => {
  const wheel: InputMessage = { type: 'wheel-turned', x: 1, y: 1, dx: 0, dy: 120 }
  const release: InputMessage = { type: 'button-released', x: 1, y: 1, button: 'left' }

  beforeEach(() => {
    gate.grant('control')
    ownWindows.places = [{ x: -5, y: -5, width: 10, height: 10 }]
  })

  test('the pointer, over all of it and nowhere else', () => {
    for (const message of [press, wheel, move(4)]) receiver.receive(message, gate.epoch)
    expect(sink.injected).toEqual([])
    expect(tally.take()).toEqual({ injected: 0, refused: { 'own-window': 3 } })
    receiver.receive(move(5), gate.epoch)
    expect(sink.injected).toEqual([move(5)])
  })

  test('keys and text while it has the keyboard, though the pointer may move elsewhere', () => {
    ownWindows.focused = true
    receiver.receive({ type: 'key-pressed', code: 'Enter' }, gate.epoch)
    receiver.receive(text, gate.epoch)
    receiver.receive(move(50), gate.epoch)
    expect(sink.injected).toEqual([move(50)])
    expect(tally.take()).toEqual({ injected: 1, refused: { 'own-window': 2 } })
  })

  test('what is held down goes up there, and nothing else happens', () => {
    ownWindows.focused = true
    receiver.receive(release, gate.epoch)
    receiver.receive({ type: 'key-released', code: 'Space' }, gate.epoch)
    receiver.receive({ type: 'input-let-go' }, gate.epoch)
    expect(sink.injected).toEqual([])
    expect(sink.released).toBe(3)
  })

  test('text that waited while it got the keyboard', async () => {
    sink.ready = Promise.withResolvers()
    receiver.receive(text, gate.epoch)
    ownWindows.focused = true
    sink.ready.resolve()
    await settled()
    expect(sink.injected).toEqual([])
  })

  test('without permission the technician does not learn where it is', () => {
    gate.revoke('control')
    receiver.receive(press, gate.epoch)
    expect(tally.take()?.refused).toEqual({ 'not-permitted': 1 })
  })
})

test('what the system does not do for us is refused by name', () => {
  gate.grant('control')
  sink.inject = () => {
    throw new InputRefused('needs-elevation')
  }
  receiver.receive({ type: 'key-pressed', code: 'Delete' }, gate.epoch)
  expect(tally.take()).toEqual({ injected: 0, refused: { 'needs-elevation': 1 } })
})

test('of a thousand moves while the sink is busy, the last one is carried out', async () => {
  gate.grant('control')
  sink.ready = Promise.withResolvers()
  receiver.receive(text, gate.epoch)
  for (let count = 0; count < 1000; count += 1) receiver.receive(move(count % 100), gate.epoch)
  sink.ready.resolve()
  await settled()
  expect(sink.injected).toEqual([text, move(99)])
  expect(tally.take()).toEqual({ injected: 2, refused: {} })
})

describe('input that waits for the sink', () => {
  beforeEach(() => {
    gate.grant('control')
    sink.ready = Promise.withResolvers()
  })

  test('keeps its order; of waiting pointer positions only the newest is carried out', async () => {
    receiver.receive(text, gate.epoch)
    for (const x of [1, 2, 3]) receiver.receive(move(x), gate.epoch)
    receiver.receive(press, gate.epoch)
    receiver.receive(move(4), gate.epoch)
    expect(sink.injected).toEqual([])
    sink.ready?.resolve()
    await settled()
    expect(sink.injected).toEqual([text, move(3), press, move(4)])
  })

  test('[P7] is refused when control was taken back meanwhile', async () => {
    receiver.receive(text, gate.epoch)
    receiver.receive(press, gate.epoch)
    gate.revoke('control')
    sink.ready?.resolve()
    await settled()
    expect(sink.injected).toEqual([])
    expect(tally.take()?.refused).toEqual({ 'not-permitted': 2 })
  })

  test('[P9] is forgotten when everything is let go, though control is granted still', async () => {
    receiver.receive(text, gate.epoch)
    receiver.receive(press, gate.epoch)
    receiver.letGo()
    sink.ready?.resolve()
    await settled()
    expect(sink.injected).toEqual([])
    expect(sink.released).toBe(1)
  })

  test('is bounded: more is refused by name', async () => {
    receiver.receive(text, gate.epoch)
    for (let count = 0; count < LIMITS.waitingInputs + 10; count += 1) receiver.receive(press, gate.epoch)
    expect(tally.take()?.refused['too-much-input']).toBeGreaterThanOrEqual(9)
    sink.ready?.resolve()
    await settled()
    expect(sink.injected.length).toBeLessThanOrEqual(LIMITS.waitingInputs + 1)
  })
})

test('a long text that has to wait arrives whole, however many pieces it makes', async () => {
  gate.grant('control')
  sink.ready = Promise.withResolvers()
  const long = 'é'.repeat(LIMITS.enteredText)
  for (let count = 0; count < 20; count += 1) {
    receiver.receive({ type: 'text-entered', text: long }, gate.epoch)
  }
  sink.ready.resolve()
  await until(() => sink.injected.length === (20 * LIMITS.enteredText) / 8, 'all pieces')
  expect(tally.take()?.refused).toEqual({})
})

test('[P9] letting go in the middle of a text forgets the rest of it', async () => {
  gate.grant('control')
  sink.ready = Promise.withResolvers()
  receiver.receive({ type: 'text-entered', text: 'é'.repeat(100) }, gate.epoch)
  receiver.letGo()
  sink.ready.resolve()
  await settled()
  expect(sink.injected).toEqual([])
  receiver.receive(press, gate.epoch)
  expect(sink.injected).toEqual([press])
})

test('long text is handed over in pieces that never split a character', () => {
  gate.grant('control')
  const long = '😀é'.repeat(40)
  receiver.receive({ type: 'text-entered', text: long }, gate.epoch)
  const pieces = sink.injected.map((message) => (message.type === 'text-entered' ? message.text : ''))
  expect(pieces.join('')).toBe(long)
  for (const piece of pieces) expect([...piece].length).toBeLessThanOrEqual(8)
  for (const piece of pieces) expect(piece).toBe(piece.toWellFormed())
})
