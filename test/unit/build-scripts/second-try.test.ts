import { expect, test } from 'vitest'
import { worthSecondTry } from '../../../build-scripts/second-try.ts'

function report(...failed: string[]) {
  const passed = { name: '/tree/test/unit/base/rect.test.ts', status: 'passed' }
  return { testResults: [passed, ...failed.map((name) => ({ name: `/tree/${name}`, status: 'failed' }))] }
}

test('a few failures of real parts are worth a second try', () => {
  const files = ['test/browser/files.test.ts', 'test/scenario/audit.test.ts', 'test/contract/store.test.ts']
  expect(worthSecondTry(report(...files), '/tree')).toEqual(files)
})

test.each([
  ['none, when the run failed of something else', []],
  ['a unit test', ['test/unit/base/rect.test.ts']],
  ['a unit test among others', ['test/browser/files.test.ts', 'test/unit/base/rect.test.ts']],
  ['hostile bytes', ['test/fuzz/wire.test.ts']],
  ['more than a few', ['a', 'b', 'c', 'd'].map((name) => `test/browser/${name}.test.ts`)],
])('what failed is not tried again: %s', (_, files) => {
  expect(worthSecondTry(report(...files), '/tree')).toBeUndefined()
})
