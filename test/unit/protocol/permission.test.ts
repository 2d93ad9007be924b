import { expect, test } from 'vitest'
import { ALL_PERMISSIONS, actionsOf, grantsOf, lostWith } from '../../../src/protocol/permission.ts'

test('whoever may control may also view, and not the other way round', () => {
  expect(grantsOf('control')).toEqual(['control', 'view'])
  expect(grantsOf('view')).toEqual(['view'])
})

test('nobody keeps control without view', () => {
  expect(lostWith('view').toSorted()).toEqual(['control', 'view'])
  expect(lostWith('control')).toEqual(['control'])
})

test('every permission includes itself and falls with itself', () => {
  for (const permission of ALL_PERMISSIONS) {
    expect(grantsOf(permission)).toContain(permission)
    expect(lostWith(permission)).toContain(permission)
  }
})

test('the clipboard is in no other permission, and brings no other along', () => {
  expect(grantsOf('clipboard')).toEqual(['clipboard'])
  expect(lostWith('clipboard')).toEqual(['clipboard'])
})

test.each([
  [[], undefined],
  [['view'], 'see your screen'],
  [['control', 'view'], 'see your screen and use your mouse and keyboard'],
  [['view', 'clipboard'], 'see your screen, and read and change your clipboard'],
] as const)('what somebody with %j may do is one sentence', (granted, sentence) => {
  expect(actionsOf(granted)).toBe(sentence)
})
