import { describe, expect, test } from 'vitest'
import { Verification } from '../../../../src/console/session/verification.ts'

const AT = 5000
const opened = () => new Verification(() => AT)

const asked = () => {
  const verification = opened()
  verification.codeShown(3, 60_000)
  return verification
}

describe('the policy `required`', () => {
  test('before the right digits nothing is usable', () => {
    const verification = opened()
    expect(verification.state.value).toEqual({ name: 'opening' })
    expect(verification.usable.value).toBe(false)
    verification.codeShown(3, 60_000)
    expect(verification.usable.value).toBe(false)
    expect(verification.verified.value).toBe(false)
  })

  test('the right digits make it verified', () => {
    const verification = asked()
    verification.checking()
    verification.opened(true)
    expect(verification.state.value).toEqual({ name: 'verified' })
    expect(verification.usable.value).toBe(true)
    expect(verification.verified.value).toBe(true)
  })

  test('how long the digits are good is counted on the clock of this page', () => {
    expect(asked().state.value).toMatchObject({ name: 'code-wanted', triesLeft: 3, until: AT + 60_000 })
  })

  test('a wrong try is told until the next is checked, also when new digits are shown meanwhile', () => {
    const verification = asked()
    verification.checking()
    expect(verification.state.value).toMatchObject({ checking: true, wrong: false })
    verification.refused(2)
    expect(verification.state.value).toMatchObject({ checking: false, wrong: true, triesLeft: 2 })
    verification.codeShown(2, 60_000)
    expect(verification.state.value).toMatchObject({ wrong: true, triesLeft: 2 })
    verification.checking()
    expect(verification.state.value).toMatchObject({ wrong: false })
  })
})

describe('the policy `offered`', () => {
  test('it works unverified, and never counts as verified', () => {
    const verification = opened()
    verification.opened(false)
    expect(verification.state.value).toEqual({ name: 'unverified' })
    expect(verification.usable.value).toBe(true)
    expect(verification.verified.value).toBe(false)
  })

  test('it stays usable while the digits are on display, and after a wrong try', () => {
    const verification = opened()
    verification.opened(false)
    verification.codeShown(3, 60_000)
    verification.checking()
    verification.refused(2)
    expect(verification.usable.value).toBe(true)
    expect(verification.verified.value).toBe(false)
    verification.opened(true)
    expect(verification.verified.value).toBe(true)
  })
})

test('a cut takes the digits off the display: where it worked without them it goes on without them', () => {
  const verification = opened()
  verification.opened(false)
  verification.codeShown(3, 60_000)
  verification.cut()
  expect(verification.state.value).toEqual({ name: 'unverified' })
  verification.opened(true)
  verification.cut()
  expect(verification.state.value).toEqual({ name: 'verified' })
})

test('a conversation that opens anew has proved nothing yet', () => {
  const verification = opened()
  verification.opened(true)
  verification.opening()
  expect(verification.usable.value).toBe(false)
  expect(verification.verified.value).toBe(false)
})

test('whoever asks for digits in a verified conversation has to give them before it goes on', () => {
  const verification = opened()
  verification.opened(true)
  verification.codeShown(3, 60_000)
  expect(verification.usable.value).toBe(false)
  expect(verification.verified.value).toBe(false)
})

test('an answer to a try that nobody made changes nothing', () => {
  const verification = opened()
  verification.checking()
  verification.refused(2)
  expect(verification.state.value).toEqual({ name: 'opening' })
})
