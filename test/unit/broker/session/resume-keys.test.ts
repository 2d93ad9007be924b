import { expect, test } from 'vitest'
import { hashSecret, newSecret } from '../../../../src/broker/secret.ts'
import { confirmResumeKeys, opensWith, renewResumeKeys } from '../../../../src/broker/session/resume-keys.ts'

test('only the key that was issued and the one that was shown open, and they are kept as hashes', () => {
  const claimKey = newSecret()
  const { keys, resumeKey } = renewResumeKeys(undefined, claimKey)
  for (const key of [claimKey, resumeKey]) {
    expect(opensWith(keys, hashSecret(key))).toBe(true)
    expect(opensWith(keys, hashSecret(key.toLowerCase()))).toBe(false)
    expect(opensWith(undefined, hashSecret(key))).toBe(false)
    expect(JSON.stringify(keys)).not.toContain(key)
  }
})

test('[B4] the key that was shown stays good until the new one is confirmed, and not longer', () => {
  const claimKey = newSecret()
  const { keys, resumeKey } = renewResumeKeys(undefined, claimKey)
  const confirmed = confirmResumeKeys(keys)
  expect(opensWith(confirmed, hashSecret(claimKey))).toBe(false)
  expect(opensWith(confirmed, hashSecret(resumeKey))).toBe(true)
})

test('[B4] a key that arrived opens also after an older message, late on its way, brought another', () => {
  const first = renewResumeKeys(undefined, 'claim key')
  const late = renewResumeKeys(first.keys, 'claim key')
  expect(opensWith(late.keys, hashSecret(first.resumeKey))).toBe(true)
  const after = renewResumeKeys(late.keys, first.resumeKey)
  expect(opensWith(after.keys, hashSecret('claim key'))).toBe(false)
})
