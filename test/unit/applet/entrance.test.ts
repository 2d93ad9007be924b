import { describe, expect, test } from 'vitest'
import { Entrance } from '../../../src/applet/entrance.ts'
import type { EntranceAct } from '../../../src/applet/ui/presenter.ts'
import type { Stage } from '../../../src/applet/ui/view/customer-view.ts'

const TERMS = { text: 'Be kind.', toTheEnd: true }
const YES: EntranceAct = { type: 'warning-answered', called: true }

function entrance(acts: readonly EntranceAct[], changes: { warns?: boolean; terms?: typeof TERMS } = {}) {
  const shown: Stage[] = []
  const waiting = [...acts]
  const made = new Entrance({
    show: (stage) => shown.push(stage),
    next: async () => waiting.shift(),
    warns: true,
    terms: undefined,
    onAccepted: () => {},
    pinTrouble: { missing: 'missing', malformed: 'malformed' },
    ...changes,
  })
  return { entrance: made, shown }
}

describe('[SCAM-1] before anything is sent to anybody', () => {
  test('the customer is asked whether they called, also when the code came with the program', async () => {
    const { entrance: way, shown } = entrance([YES])
    expect(await way.pass('123456')).toEqual({ joins: true, pin: '123456' })
    expect(shown).toEqual([{ kind: 'warning' }])
  })

  test('whoever was called by a stranger does not join, and is asked nothing more', async () => {
    const { entrance: way, shown } = entrance([{ type: 'warning-answered', called: false }], { terms: TERMS })
    expect(await way.pass('123456')).toEqual({ joins: false, why: 'suspectedScam', pin: '123456' })
    expect(shown).toHaveLength(1)
  })

  test('no code and no Yes to the terms stands in for the answer', async () => {
    const early: EntranceAct[] = [
      { type: 'code-entered', code: '111111' },
      { type: 'terms-answered', accepted: true },
    ]
    expect(await entrance(early).entrance.pass(undefined)).toBe(undefined)
  })

  test('a script is not warned', async () => {
    expect(await entrance([], { warns: false }).entrance.pass('123456')).toEqual({ joins: true, pin: '123456' })
  })
})

test('the code may have spaces; what is no code is said and asked again', async () => {
  const codes = ['', '12345', '012 345'].map((code) => ({ type: 'code-entered', code }) as const)
  const { entrance: way, shown } = entrance([YES, ...codes])
  expect(await way.pass(undefined, 'This code has expired.')).toEqual({ joins: true, pin: '012345' })
  expect(shown.slice(1)).toEqual([
    { kind: 'pin', trouble: 'This code has expired.' },
    { kind: 'pin', trouble: 'missing' },
    { kind: 'pin', trouble: 'malformed' },
  ])
})

test.each([
  [true, { joins: true, pin: '123456' }],
  [false, { joins: false, why: 'termsDeclined', pin: '123456' }],
])('terms that are accepted: %s', async (accepted, expected) => {
  const { entrance: way, shown } = entrance([YES, { type: 'terms-answered', accepted }], { terms: TERMS })
  expect(await way.pass('123456')).toEqual(expected)
  expect(shown.at(-1)).toEqual({ kind: 'terms', ...TERMS })
})

test('what was answered once is not asked again with the next code', async () => {
  const { entrance: way, shown } = entrance(
    [YES, { type: 'terms-answered', accepted: true }, { type: 'code-entered', code: '222222' }],
    { terms: TERMS },
  )
  await way.pass('111111')
  expect(await way.pass(undefined, 'wrong')).toEqual({ joins: true, pin: '222222' })
  expect(shown.map(({ kind }) => kind)).toEqual(['warning', 'terms', 'pin'])
})

test('whoever leaves is let go', async () => {
  expect(await entrance([{ type: 'left' }]).entrance.pass('123456')).toBe(undefined)
})
