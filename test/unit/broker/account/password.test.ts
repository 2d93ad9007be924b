import { describe, expect, test } from 'vitest'
import { checkPassword, hashPassword } from '../../../../src/broker/account/password.ts'

describe('[KEY-1] passwords', () => {
  test('are kept as argon2id with a salt of their own', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w-]{22}\$[\w-]{43}$/)
    expect(one).not.toBe(two)
  })

  test('match only themselves', async () => {
    const hash = await hashPassword('correct horse')
    expect(await checkPassword('correct horse', hash)).toBe(true)
    expect(await checkPassword('correct horse ', hash)).toBe(false)
  })

  test('an account without a password matches nothing', async () => {
    expect(await checkPassword('', undefined)).toBe(false)
  })
})
