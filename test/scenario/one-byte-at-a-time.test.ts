import { expect, test } from 'vitest'
import { grantControl, sessionOnBadLines } from '../support/bad-lines.ts'
import type { LaneFaults } from '../support/fault-lane.ts'
import { NoisyScreen } from '../support/noisy-screen.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

const TEXT = 'Grüße, 世界 👋'
const PICTURES = 5

const LINES: readonly (readonly [string, Partial<LaneFaults>])[] = [
  ['comes byte by byte', { sliceBytes: 1 }],
  ['is late by up to 30 ms, each piece by another time', { jitterMs: 30 }],
  [
    'is slow, late, and in pieces of seven bytes',
    { sliceBytes: 7, latencyMs: 40, jitterMs: 30, bytesPerSecond: 200_000 },
  ],
]

test.each(LINES)('a whole session, from the PIN to the end, in which everything %s', async (_, faults) => {
  await using broker = await TestBroker.start()
  const technician = await broker.technician()
  const screen = () => new NoisyScreen({ width: 160, height: 90, framesPerSecond: 5, contrast: 24 })
  const screens = () => [{ name: 'noisy', open: async () => screen() }]
  await using session = await sessionOnBadLines(broker.url, technician, { faults, screens })
  const { page, applet, customer, id } = session
  await grantControl(session)
  await until(() => page.updates.length >= PICTURES, 'pictures', 30_000)
  page.send({ type: 'text-entered', text: TEXT })
  page.say(TEXT)
  customer.write(TEXT)
  await until(() => page.all('chat-said').length === 1 && customer.chat.length === 2, 'what was written', 30_000)
  expect(applet.input.map(({ text }) => text).join('')).toBe(TEXT)
  expect([page.all('chat-said')[0]?.text, customer.chat.map(({ text }) => text)]).toEqual([TEXT, [TEXT, TEXT]])
  expect([page.cuts, page.codesShown]).toEqual([0, 1])
  await technician.post(`/api/sessions/${id}/end`)
  expect(await applet.ended).toMatchObject({ by: 'technician', reason: 'ended' })
  const { link } = page
  await until(() => link.state.value.name === 'closed', 'the end of the page')
  expect(link.state.value).toMatchObject({ code: 'ended' })
})
