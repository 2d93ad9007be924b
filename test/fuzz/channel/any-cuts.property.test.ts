import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quiet } from '../../support/channel-pair.ts'
import { InterruptedTalk } from '../../support/interrupted-talk.ts'
import type { Side } from '../../support/memory-pipe.ts'

const FULL = process.env.FULL === '1'
const RUNS = FULL ? 5000 : 250

type Step =
  | { readonly do: 'say' | 'mention'; readonly side: Side; readonly times: number }
  | { readonly do: 'cut'; readonly noticedBy: readonly Side[] }
  | { readonly do: 'connect' | 'cut after'; readonly records: number; readonly noticedBy: readonly Side[] }
  | { readonly do: 'renew' | 'quiet' }
  | { readonly do: 'wait'; readonly ms: number }

const side = fc.constantFrom<Side>('console', 'applet')
const noticedBy = fc.constantFrom<readonly Side[]>(
  ['console', 'applet'],
  ['applet', 'console'],
  ['console'],
  ['applet'],
  [],
)
const records = fc.oneof(fc.nat(12), fc.constant(1000))

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('say', 'mention'), side, times: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut'), noticedBy }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('connect'), records, noticedBy }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cut after'), records, noticedBy }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('renew', 'quiet') }) },
  // Never so long, all together, that the time to come back is over.
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.nat(20_000) }) },
)

async function take(talk: InterruptedTalk, next: Step): Promise<void> {
  switch (next.do) {
    case 'say':
    case 'mention':
      for (let count = 0; count < next.times; count += 1) talk[next.do](next.side)
      break
    case 'cut':
      return talk.cut(next.noticedBy)
    case 'connect':
      return talk.connect(next.records, next.noticedBy)
    case 'cut after':
      return talk.cutAfter(next.records, next.noticedBy)
    case 'renew':
      return talk.renew()
    case 'wait':
      return talk.clock.advance(next.ms)
    case 'quiet':
      return quiet()
  }
}

test('[D1] [S8] [REP-1] wherever lines break, whoever notices: all that has to arrive does, in order and once', async () => {
  const steps = fc.array(step, { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(steps, async (course) => {
      const talk = await InterruptedTalk.begin()
      for (const next of course) {
        await take(talk, next)
        expect(talk.fault).toBeUndefined()
      }
      await quiet()
      expect(talk.fault).toBeUndefined()
      expect(await talk.settled()).toBeUndefined()
    }),
    { numRuns: RUNS, ...(FULL ? {} : { seed: 20261121 }) },
  )
}, 600_000)
