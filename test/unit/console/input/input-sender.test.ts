import { expect, test } from 'vitest'
import { InputSender } from '../../../../src/console/input/input-sender.ts'

test('input leaves only while the customer grants control, and is counted', () => {
  const sent: string[] = []
  let granted = false
  const input = new InputSender(
    (message) => sent.push(message.type),
    () => granted,
  )
  input.send({ type: 'pointer-moved', x: 1, y: 1 })
  granted = true
  input.send({ type: 'text-entered', text: 'a' })
  granted = false
  input.send({ type: 'key-pressed', code: 'Enter' })
  expect(sent).toEqual(['text-entered'])
  expect(input.sent).toBe(1)
})

test('struck keys go down in order and up the other way round', () => {
  const sent: unknown[] = []
  const input = new InputSender(
    (message) => sent.push(message),
    () => true,
  )
  input.commandSwapped.value = true
  input.strike(['ControlLeft', 'KeyW'])
  expect(sent).toEqual([
    { type: 'key-pressed', code: 'ControlLeft' },
    { type: 'key-pressed', code: 'KeyW' },
    { type: 'key-released', code: 'KeyW' },
    { type: 'key-released', code: 'ControlLeft' },
  ])
})

test('only what was typed changes places, and only while that is wanted', () => {
  const sent: unknown[] = []
  const input = new InputSender(
    (message) => sent.push('code' in message ? message.code : message.type),
    () => true,
  )
  input.sendTyped({ type: 'key-pressed', code: 'MetaLeft' })
  input.sendTyped({ type: 'key-released', code: 'MetaLeft' })
  input.commandSwapped.value = true
  input.sendTyped({ type: 'key-pressed', code: 'MetaLeft' })
  input.sendTyped({ type: 'key-released', code: 'ControlRight' })
  input.sendTyped({ type: 'text-entered', text: 'a' })
  input.send({ type: 'key-pressed', code: 'MetaLeft' })
  expect(sent).toEqual(['MetaLeft', 'MetaLeft', 'ControlLeft', 'MetaRight', 'text-entered', 'MetaLeft'])
})

test('a key that is held when they change places goes up as the key that went down', () => {
  const sent: unknown[] = []
  const input = new InputSender(
    (message) => sent.push('code' in message ? `${message.type} ${message.code}` : message.type),
    () => true,
  )
  input.commandSwapped.value = true
  input.sendTyped({ type: 'key-pressed', code: 'MetaLeft' })
  input.commandSwapped.value = false
  input.sendTyped({ type: 'key-released', code: 'MetaLeft' })
  input.sendTyped({ type: 'key-pressed', code: 'MetaLeft' })
  input.send({ type: 'input-let-go' })
  input.commandSwapped.value = true
  input.sendTyped({ type: 'key-pressed', code: 'MetaLeft' })
  expect(sent).toEqual([
    'key-pressed ControlLeft',
    'key-released ControlLeft',
    'key-pressed MetaLeft',
    'input-let-go',
    'key-pressed ControlLeft',
  ])
})
