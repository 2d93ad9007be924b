import { expect, test } from 'vitest'
import type { Permission } from '../../src/protocol/permission.ts'
import { TestBroker } from '../support/test-broker.ts'
import { addSession, allow, type TestSession } from '../support/test-session.ts'
import { until } from '../support/until.ts'

const OFFERED: readonly Permission[] = ['view', 'clipboard', 'files.send']

/** What the customer's program answers to the technician who asks for this. */
async function answerTo({ screen }: TestSession, permission: Permission): Promise<string> {
  const answered = screen.next('permission-answered')
  if (permission === 'url') screen.send({ type: 'url-sent', url: 'https://example.com' })
  else screen.send({ type: 'permission-requested', permission })
  return (await answered).answer
}

test('[POL-1] [B9] all that technicians may ask for is asked at once after the digits; the rest later, and more never', async () => {
  await using broker = await TestBroker.start({}, { permissions: OFFERED, asking: 'at-start' })
  const session = await addSession(broker, await broker.technician(), { verified: false })
  const { screen, applet } = session
  await using _ = applet
  const { customer } = applet
  await until(() => customer.code !== undefined, 'the digits')
  expect(customer.promptsSeen).toBe(0)

  await screen.verify(customer)
  const bundle = await customer.nextPrompt()
  expect([bundle.kind, bundle.choices]).toEqual(['bundle', OFFERED])
  // A window with a fault, or somebody who has got hold of it, cannot say Yes to more than was asked.
  bundle.answer('yes', { ticked: ['view', 'control'] })
  await until(() => screen.updates.length > 0, 'a picture')
  expect(customer.granted).toEqual(['view'])
  screen.send({ type: 'pointer-moved', x: 1, y: 1 })
  expect(await screen.next('input-refused')).toMatchObject({ reason: 'not-permitted' })

  await allow(session, 'clipboard')
  expect(customer.granted).toEqual(['view', 'clipboard'])
  expect(customer.promptsSeen).toBe(2)

  for (const permission of ['control', 'files.receive', 'url'] as const) {
    expect(await answerTo(session, permission)).toBe('no')
  }
  customer.does('switched', { permission: 'control', on: true })
  // What is asked after it would stand behind a prompt of its own.
  await allow(session, 'files.send')
  expect(customer.promptsSeen).toBe(3)
  expect(customer.granted).toEqual(OFFERED)
  expect(applet.events.filter(({ event }) => event === 'prompt').map(({ kind }) => kind)).toEqual([
    'bundle',
    'permission',
    'permission',
  ])
})

test('[POL-1] a No to everything at the start leaves each to be asked for later, and nothing granted', async () => {
  await using broker = await TestBroker.start({}, { permissions: OFFERED, asking: 'at-start' })
  const session = await addSession(broker, await broker.technician())
  const { screen, applet } = session
  await using _ = applet
  const bundle = await applet.customer.nextPrompt()
  bundle.answer('no')
  await until(() => applet.log.entries.filter(({ kind }) => kind === 'permission-no').length === OFFERED.length)
  expect(applet.customer.granted).toEqual([])
  await allow(session, 'view')
  await until(() => screen.updates.length > 0, 'a picture')
})
