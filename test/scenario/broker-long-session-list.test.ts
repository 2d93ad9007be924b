import { expect, test } from 'vitest'
import { LIMITS } from '../../src/protocol/limits.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

test('a list of many rows comes in messages that a console can take', async () => {
  await using broker = await TestBroker.start()
  const technician = await broker.technician()
  await Promise.all(Array.from({ length: 250 }, (_, index) => technician.newSession(`Customer ${index}`)))
  const list = await technician.listSocket()
  const { sessions } = await list.hears('sessions-listed')
  expect(JSON.stringify(sessions).length).toBeLessThan(LIMITS.controlMessageBytes)
  const rest = () => list.messages.flatMap((message) => (message.type === 'session-changed' ? message.session.id : []))
  await until(() => sessions.length + rest().length === 250, 'all rows')
  expect(new Set([...sessions.map(({ id }) => id), ...rest()]).size).toBe(250)
})
