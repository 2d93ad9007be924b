import { beforeEach, describe, expect, test } from 'vitest'
import { SpokenCode } from '../../../../src/channel/sealing/spoken-code.ts'
import { LIMITS } from '../../../../src/protocol/limits.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

const DRAWS = 100_000

let clock: FakeClock
let code: SpokenCode
let events: (string | undefined)[]

beforeEach(() => {
  clock = new FakeClock()
  code = new SpokenCode(clock)
  events = []
  code.on('shown', (digits) => events.push(digits))
  code.on('expired', () => events.push('expired'))
})

function draw(): string {
  code.show()
  const { digits = '' } = code
  code.hide()
  return digits
}

/** How far counts are from equal ones. For n values it is about n - 1; six times its deviation above never happens. */
function expectEven(counts: ReadonlyMap<string, number>, values: number, draws: number): void {
  const expected = draws / values
  const missing = values - counts.size
  const chiSquare = [...counts.values()].reduce(
    (sum, count) => sum + (count - expected) ** 2 / expected,
    missing * expected,
  )
  expect(chiSquare).toBeLessThan(values - 1 + 6 * Math.sqrt(2 * (values - 1)))
}

test('[S5] [E2E-1] the digits are drawn without bias: each at each place, the first three, and the last three', () => {
  const counts = new Map<string, Map<string, number>>()
  const count = (where: string, what: string) => {
    const values = counts.get(where) ?? new Map<string, number>()
    counts.set(where, values.set(what, (values.get(what) ?? 0) + 1))
  }
  for (let drawn = 0; drawn < DRAWS; drawn += 1) {
    const digits = draw()
    for (const [place, digit] of [...digits].entries()) count(`place ${place}`, digit)
    count('first three', digits.slice(0, 3))
    count('last three', digits.slice(3))
  }
  expect([...counts.keys()]).toHaveLength(8)
  for (const [where, values] of counts) expectEven(values, where.startsWith('place') ? 10 : 1000, DRAWS)
})

describe('[S5] the digits', () => {
  test('are six, and stay while they are shown', () => {
    code.show()
    const { digits } = code
    code.show()
    expect(digits).toMatch(/^\d{6}$/)
    expect(code.digits).toBe(digits)
    expect(events).toEqual([digits])
  })

  test('are gone when they are hidden, and that is told once', () => {
    code.show()
    const { digits } = code
    code.hide()
    code.hide()
    expect(code.digits).toBeUndefined()
    expect(events).toEqual([digits, undefined])
  })

  test('are good for ten minutes, and say for how long', () => {
    code.show()
    expect(code.validMs).toBe(LIMITS.codeMs)
    clock.advance(LIMITS.codeMs - 1)
    expect(code.validMs).toBe(1)
    expect(code.digits).toBeDefined()
  })

  test('expire when nobody typed them in: first they are gone, then it is told', () => {
    code.show()
    const { digits } = code
    clock.advance(LIMITS.codeMs)
    expect(code.digits).toBeUndefined()
    expect(events).toEqual([digits, undefined, 'expired'])
  })

  test('that were hidden in time do not expire, and new ones have all their time', () => {
    code.show()
    clock.advance(LIMITS.codeMs - 1)
    code.hide()
    code.show()
    expect(code.validMs).toBe(LIMITS.codeMs)
    clock.advance(LIMITS.codeMs - 1)
    expect(events).not.toContain('expired')
  })

  test('that were missed are counted for the session, whatever digits come after', () => {
    for (const left of [2, 1, 0, 0]) {
      code.show()
      expect(code.missed()).toBe(left)
      code.hide()
      clock.advance(LIMITS.codeMs)
    }
    expect(code.triesLeft).toBe(0)
  })
})
