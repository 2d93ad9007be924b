import { signal } from '@preact/signals'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { MonitorChoice } from '../../../../src/console/session/monitor-choice.ts'
import { ViewAdjuster } from '../../../../src/console/session/view-adjuster.ts'
import { ViewChoices } from '../../../../src/console/session/view-choices.ts'
import type { ConsoleMessage } from '../../../../src/protocol/peer/catalog.ts'

const FIRST = { type: 'view-adjusted', quality: 'balanced', greyscale: false, framesPerSecond: 60, monitor: null }

// What is remembered would go from one test to the next.
beforeAll(() => void vi.stubGlobal('localStorage', undefined))
afterAll(() => void vi.unstubAllGlobals())

function adjusted() {
  const parts = { choices: new ViewChoices(), monitors: new MonitorChoice(), allowed: signal(false) }
  const sent: ConsoleMessage[] = []
  const adjuster = new ViewAdjuster({ ...parts, send: (message) => sent.push(message) })
  return { ...parts, sent, adjuster }
}

test('nothing is said before the customer allows to look', () => {
  const { sent, choices } = adjusted()
  choices.quality.value = 'sharp'
  expect(sent).toEqual([])
})

test('each change is one message with all of it', () => {
  const { sent, choices, monitors, allowed } = adjusted()
  allowed.value = true
  choices.quality.value = 'low'
  choices.greyscale.value = 'on'
  choices.frameRate.value = '15'
  monitors.wanted.value = 'DP-1'
  choices.quality.value = 'low'
  expect(sent).toEqual([
    FIRST,
    { ...FIRST, quality: 'low' },
    { ...FIRST, quality: 'low', greyscale: true },
    { ...FIRST, quality: 'low', greyscale: true, framesPerSecond: 15 },
    { ...FIRST, quality: 'low', greyscale: true, framesPerSecond: 15, monitor: 'DP-1' },
  ])
})

test('whoever may look again says it again, whatever changed meanwhile, once', () => {
  const { sent, choices, allowed } = adjusted()
  allowed.value = true
  allowed.value = false
  choices.quality.value = 'sharp'
  choices.frameRate.value = '30'
  allowed.value = true
  expect(sent).toEqual([FIRST, { ...FIRST, quality: 'sharp', framesPerSecond: 30 }])
})

test('what the applet says of its monitors is not answered', () => {
  const { sent, monitors, allowed } = adjusted()
  allowed.value = true
  monitors.described({ monitors: [{ name: 'DP-1', x: 0, y: 0, width: 640, height: 480 }], shown: 'DP-1' })
  expect(sent).toEqual([FIRST])
})

test('nothing is said after the conversation', () => {
  const { sent, choices, allowed, adjuster } = adjusted()
  allowed.value = true
  adjuster[Symbol.dispose]()
  choices.quality.value = 'sharp'
  expect(sent).toEqual([FIRST])
})
