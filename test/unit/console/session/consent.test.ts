import { expect, test } from 'vitest'
import { Consent } from '../../../../src/console/session/consent.ts'

test('only the list of the applet grants: a Yes alone does not', () => {
  const consent = new Consent()
  consent.asked('view')
  consent.answered('view', 'yes')
  expect(consent.granted('view')).toBe(false)
  consent.listed(['view'])
  expect(consent.granted('view')).toBe(true)
})

test('a Yes that arrives after the list changes nothing', () => {
  const consent = new Consent()
  consent.listed(['view'])
  consent.answered('view', 'yes')
  expect(consent.states.value.view).toBe('granted')
})

test('what was granted and is no longer listed was taken back; what was never granted was not', () => {
  const consent = new Consent()
  consent.listed(['view'])
  consent.listed([])
  expect(consent.states.value).toMatchObject({ view: 'taken-back', control: 'none', clipboard: 'none' })
})

test('of what was taken back together, the widest is what was talked about last', () => {
  const consent = new Consent()
  consent.listed(['view', 'control'])
  consent.listed([])
  expect(consent.latest.value).toBe('control')
})

test('a list that changes nothing does not bring up again what was taken back before', () => {
  const consent = new Consent()
  consent.listed(['view'])
  consent.listed([])
  consent.answered('control', 'no')
  consent.listed([])
  expect(consent.latest.value).toBe('control')
})

test('a No and a time-out are told apart, and stay until they are noted', () => {
  const consent = new Consent()
  consent.answered('view', 'no')
  consent.answered('control', 'timeout')
  expect(consent.states.value).toMatchObject({ view: 'no', control: 'timeout', clipboard: 'none' })
  consent.noted('control')
  expect(consent.states.value).toMatchObject({ view: 'no', control: 'none', clipboard: 'none' })
})

test('noting takes nothing away that is granted', () => {
  const consent = new Consent()
  consent.listed(['view'])
  consent.noted('view')
  expect(consent.granted('view')).toBe(true)
})

test('when the conversation ends, nothing is known to be granted', () => {
  const consent = new Consent()
  consent.listed(['view', 'control'])
  consent.forget()
  expect(consent.states.value).toMatchObject({ view: 'none', control: 'none', clipboard: 'none' })
})

test('what was granted before a cut and is missing after it was taken back', () => {
  const consent = new Consent(() => 0)
  consent.listed(['view', 'control'])
  consent.cut()
  expect(consent.states.value).toMatchObject({ view: 'none', control: 'none', clipboard: 'none' })
  consent.cut()
  consent.listed(['view'])
  expect(consent.states.value).toMatchObject({ view: 'granted', control: 'taken-back', clipboard: 'none' })
  expect(consent.latest.value).toBe('control')
})

test('after a cut of five minutes permissions ended by themselves: nobody took them back', () => {
  let now = 0
  const consent = new Consent(() => now)
  consent.listed(['view'])
  consent.cut()
  now = 5 * 60_000
  consent.listed([])
  expect(consent.states.value.view).toBe('none')
})

test('a conversation that begins anew lacks nothing', () => {
  const consent = new Consent(() => 0)
  consent.listed(['view'])
  consent.cut()
  consent.forget()
  consent.listed([])
  expect(consent.states.value.view).toBe('none')
})
