import { expect, test } from 'vitest'
import { ALL_PERMISSIONS, grantsOf, LASTING_PERMISSIONS, lostWith, widestOf } from '../../../src/protocol/permission.ts'

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
  [[], []],
  [['view'], ['view']],
  [['control', 'view'], ['control']],
  [
    ['view', 'clipboard'],
    ['view', 'clipboard'],
  ],
] as const)('of %j a sentence names %j: what no other includes', (granted, named) => {
  expect(widestOf(granted)).toEqual(named)
})

test('what is asked each time is never among what lasts', () => {
  expect(LASTING_PERMISSIONS).toEqual(['view', 'control', 'clipboard', 'files.send'])
})
