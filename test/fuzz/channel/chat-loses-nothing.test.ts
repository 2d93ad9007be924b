import { expect, test } from 'vitest'
import { LIMITS } from '../../../src/protocol/limits.ts'
import { quiet } from '../../support/channel-pair.ts'
import { InterruptedTalk } from '../../support/interrupted-talk.ts'
import type { Side } from '../../support/memory-pipe.ts'
import { xorshift } from '../../support/xorshift.ts'

const MESSAGES = 10_000
const CUTS = 200
const NOTICED: readonly (readonly Side[])[] = [
  ['console', 'applet'],
  ['applet', 'console'],
  ['console'],
  ['applet'],
  [],
]

test('[CHAT-1] [D1] 10 000 messages each way, 200 cuts at any moment: none lost, none doubled, all in order', async ({
  annotate,
}) => {
  const random = xorshift(20261121)
  const upTo = (most: number) => Math.floor(random() * most)
  const noticedBy = () => NOTICED[upTo(NOTICED.length)] as readonly Side[]
  const talk = await InterruptedTalk.begin({ records: 1000, ms: LIMITS.epochMs })
  for (let cut = 1; cut <= CUTS; cut += 1) {
    // Some die while they agree on a key, some in the middle of talk, some when nothing is on its way.
    talk.cutAfter(upTo(250), noticedBy())
    while (talk.said.console < (cut * MESSAGES) / CUTS) {
      for (let burst = upTo(8); burst >= 0; burst -= 1)
        for (const side of ['console', 'applet'] as const) talk.say(side)
      if (random() < 0.5) await quiet()
    }
    if (random() < 0.5) await quiet()
    talk.cut(noticedBy())
    if (random() < 0.3) talk.connect(upTo(5), noticedBy())
    await quiet()
    talk.connect()
  }
  await quiet()
  const cutsWhileReplaying = talk.messagesPassed - 2 * talk.said.console
  expect(await talk.settled()).toBeUndefined()
  expect(talk.heard.console).toHaveLength(talk.said.console)
  expect(talk.heard.applet).toHaveLength(talk.said.applet)
  expect(talk.said.console).toBeGreaterThanOrEqual(MESSAGES)
  await annotate(`${talk.said.console} and ${talk.said.applet} messages, ${cutsWhileReplaying} of them sent again`)
}, 60_000)
