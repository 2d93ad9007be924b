import { expect, test } from 'vitest'
import { MonitorChoice } from '../../../../src/console/session/monitor-choice.ts'

const LEFT = { name: 'left', x: 0, y: 0, width: 1920, height: 1080 }
const RIGHT = { name: 'right', x: 1920, y: 60, width: 1280, height: 1024 }

function choiceOf(...monitors: (typeof LEFT)[]): MonitorChoice {
  const choice = new MonitorChoice()
  choice.described({ monitors, shown: null })
  return choice
}

test('one by one, then all again', () => {
  const choice = choiceOf(LEFT, RIGHT)
  const wanted = [1, 2, 3, 4].map(() => {
    choice.chooseNext()
    return choice.wanted.value
  })
  expect(wanted).toEqual(['left', 'right', null, 'left'])
})

test('of one monitor, or none, there is nothing to choose', () => {
  for (const choice of [choiceOf(), choiceOf(LEFT)]) {
    choice.chooseNext()
    expect(choice.wanted.value).toBeNull()
  }
})

test('what is shown is what the applet says, not what was wanted', () => {
  const choice = choiceOf(LEFT, RIGHT)
  choice.wanted.value = 'right'
  expect(choice.shown.value).toBeUndefined()
  choice.described({ monitors: [LEFT, RIGHT], shown: 'right' })
  expect(choice.shown.value).toBe(1)
})

test('a monitor that is unplugged leaves all of them shown, and the next is the first again', () => {
  const choice = choiceOf(LEFT, RIGHT)
  choice.wanted.value = 'right'
  choice.described({ monitors: [LEFT, { ...RIGHT, name: 'other' }], shown: null })
  expect(choice.shown.value).toBeUndefined()
  choice.chooseNext()
  expect(choice.wanted.value).toBe('left')
})

test('when nothing is shown any more, nothing is known of monitors', () => {
  const choice = choiceOf(LEFT, RIGHT)
  choice.described({ monitors: [LEFT, RIGHT], shown: 'left' })
  choice.clear()
  expect(choice.all.value).toEqual([])
  expect(choice.shown.value).toBeUndefined()
})
