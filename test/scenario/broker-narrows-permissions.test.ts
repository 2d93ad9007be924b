import { expect, test } from 'vitest'
import { ALL_PERMISSIONS } from '../../src/protocol/permission.ts'
import { TestBroker } from '../support/test-broker.ts'

async function told(broker: TestBroker) {
  const technician = await broker.technician()
  const { pin } = await technician.newSession()
  const { permissions, asking } = await (await broker.applet(pin)).hears('session-registered')
  const { permissions: offered } = (await (await technician.get('/api/account')).json()) as { permissions: string[] }
  return { permissions, asking, offered }
}

test('[POL-1] [B9] applet and console are told what technicians may ask for at most', async () => {
  await using broker = await TestBroker.start({}, { permissions: ['view', 'clipboard'], asking: 'at-start' })
  const permissions = ['view', 'clipboard']
  expect(await told(broker)).toEqual({ permissions, asking: 'at-start', offered: permissions })
})

test('[B9] everything, each on its own, unless the operator says otherwise', async () => {
  await using broker = await TestBroker.start()
  expect(await told(broker)).toEqual({ permissions: ALL_PERMISSIONS, asking: 'each', offered: ALL_PERMISSIONS })
})

test('[B9] a broker may offer nothing at all', async () => {
  await using broker = await TestBroker.start({}, { permissions: [] })
  expect(await told(broker)).toMatchObject({ permissions: [], offered: [] })
})
