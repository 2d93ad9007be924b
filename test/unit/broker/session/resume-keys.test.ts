import { expect, test } from 'vitest'
import { confirmResumeKeys, opensWith, renewResumeKeys } from '../../../../src/broker/session/resume-keys.ts'

test('only the key that was issued opens, and it is kept as a hash', () => {
  const { keys, resumeKey } = renewResumeKeys(undefined)
  expect(opensWith(keys, resumeKey)).toBe(true)
  expect(opensWith(keys, resumeKey.toLowerCase())).toBe(false)
  expect(opensWith(undefined, resumeKey)).toBe(false)
  expect(JSON.stringify(keys)).not.toContain(resumeKey)
})

test('the key before stays good until the new one is confirmed, and not longer', () => {
  const first = renewResumeKeys(undefined)
  const second = renewResumeKeys(first.keys)
  expect(opensWith(second.keys, first.resumeKey)).toBe(true)
  const confirmed = confirmResumeKeys(second.keys)
  expect(opensWith(confirmed, first.resumeKey)).toBe(false)
  expect(opensWith(confirmed, second.resumeKey)).toBe(true)
})
