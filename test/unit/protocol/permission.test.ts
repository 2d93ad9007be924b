import { expect, test } from 'vitest'
import { ALL_PERMISSIONS, grantsOf, lostWith } from '../../../src/protocol/permission.ts'

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
