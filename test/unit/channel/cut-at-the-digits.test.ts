import { describe, expect, test } from 'vitest'
import { ChannelPair, quiet } from '../../support/channel-pair.ts'
import type { Side } from '../../support/memory-pipe.ts'

/** Records from the request for the digits to the last proof. */
const RECORDS = 6

/** What each side knows of the other after a cut at this record of the talk about digits, and a new line. */
async function afterCut(at: number, noticedBy: readonly Side[]): Promise<Record<Side, string>> {
  const pair = new ChannelPair({ policy: 'offered' })
  const state: Record<Side, string> = { console: '', applet: '' }
  for (const side of ['console', 'applet'] as const) {
    pair[side].on('opened', ({ verified }) => {
      state[side] = verified ? 'verified' : 'unverified'
    })
    pair[side].on('closed', ({ code }) => {
      state[side] = code
    })
  }
  pair.connect()
  await quiet()
  pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(pair.code.digits ?? ''))
  let passed = 0
  pair.meddle = (record) => {
    passed += 1
    if (passed === at) pair.cut('peer-left', noticedBy)
    return passed === at ? [] : [record]
  }
  pair.consoleExchange.requestCode()
  await quiet()
  expect(passed).toBeGreaterThanOrEqual(at)
  pair.meddle = (record) => [record]
  pair.connect()
  await quiet()
  return state
}

describe.each([[['console', 'applet']], [['console']], [['applet']], [[]]] as const)(
  '[S6] [S8] a cut while the digits are checked, noticed by %j',
  (noticedBy) => {
    for (let at = 1; at < RECORDS; at += 1) {
      test(`at record ${at}: both go on unverified`, async () => {
        expect(await afterCut(at, noticedBy)).toEqual({ console: 'unverified', applet: 'unverified' })
      })
    }

    test('at the last proof: neither goes on, for one of them was sure and the other was not', async () => {
      expect(await afterCut(RECORDS, noticedBy)).toEqual({ console: 'resume-refused', applet: 'resume-refused' })
    })
  },
)
