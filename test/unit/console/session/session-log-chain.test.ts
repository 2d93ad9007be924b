import { expect, test } from 'vitest'
import type { SessionLog } from '../../../../src/applet/session/session-log.ts'
import { SessionLogChain } from '../../../../src/console/session/session-log-chain.ts'
import { logOf } from '../../../support/logged-session.ts'

const heardOf = (log: SessionLog) =>
  log.entries.map((entry) => ({ type: 'activity-logged' as const, ...entry, permissions: [...entry.permissions] }))
const LINES = heardOf(logOf(6))

async function knownOf(lines: typeof LINES) {
  const chain = new SessionLogChain()
  await Promise.all(lines.map((line) => chain.heard(line)))
  return chain.known.value
}

test('[LOG-1] the console knows the last line of the customer’s log, and that nothing is missing before it', async () => {
  expect(await knownOf(LINES)).toEqual({ seq: 6, hash: LINES[5]?.hash, isWhole: true })
})

test('a log that is told again, as by a new window, is the same log', async () => {
  expect(await knownOf([...LINES.slice(0, 4), ...LINES])).toMatchObject({ seq: 6, isWhole: true })
})

test.each([
  ['a line that is missing', LINES.toSpliced(3, 1)],
  ['a changed line', LINES.with(3, { ...(LINES[3] as (typeof LINES)[0]), text: 'Other.' })],
  ['another line where one was told', [...LINES, ...heardOf(logOf(7)).slice(5)]],
  ['a line from another place', LINES.with(2, LINES[4] as (typeof LINES)[0])],
])('%s shows, and goes on showing', async (_, lines) => {
  expect(await knownOf(lines)).toMatchObject({ isWhole: false })
})

test('a log whose first lines the applet no longer has begins where it begins', async () => {
  expect(await knownOf(LINES.slice(3))).toMatchObject({ seq: 6, isWhole: true })
})
