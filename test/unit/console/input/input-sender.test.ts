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
