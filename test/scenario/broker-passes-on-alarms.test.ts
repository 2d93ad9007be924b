import { expect, test } from 'vitest'
import { CLOSE_CODES, type CloseCode } from '../../src/protocol/close-code.ts'
import { TestBroker } from '../support/test-broker.ts'

test.each(['required', 'offered'] as const)('an applet is told that its broker says %s', async (verification) => {
  await using broker = await TestBroker.start({}, { verification })
  const { pin } = await (await broker.technician()).newSession()
  const applet = await broker.applet(pin)
  expect((await applet.hears('session-registered')).verification).toBe(verification)
})

test.each(['verification_failed', 'tampered', 'origin_mismatch'] as const)(
  'an applet that gives up with %s ends the session; its row stays until the technician closes it',
  async (reason) => {
    await using broker = await TestBroker.start()
    const { technician, id, applet, screen } = await broker.openScreen()
    const list = await technician.listSocket()
    await list.hears('sessions-listed')

    applet.say({ type: 'session-failed', reason })
    expect(await applet.hears('session-ended')).toMatchObject({ by: 'applet', reason })
    expect((await applet.closes())?.name).toBe('ended')
    expect((await screen.closes())?.name).toBe('ended')
    expect((await list.hears('session-changed')).session).toMatchObject({ id, status: 'Aborted', reason })
    expect(await technician.status(id)).toBe('Aborted')
    expect((await technician.log(id)).at(-1)).toMatch(/^Aborted, ended by the customer's program: /)

    expect((await technician.post(`/api/sessions/${id}/remove`)).ok).toBe(true)
    expect((await list.hears('session-removed')).id).toBe(id)
  },
)

test('an aborted row is still there after a restart', async () => {
  await using broker = await TestBroker.start()
  const { technician, id, applet } = await broker.openScreen()
  applet.say({ type: 'session-failed', reason: 'tampered' })
  await applet.closes()
  await broker.restart()
  expect(await technician.status(id)).toBe('Aborted')
})

test.each<[string, number, CloseCode]>([
  ['that the digits failed', CLOSE_CODES['verification-failed'], 'verification-failed'],
  ['that bytes were changed', CLOSE_CODES.tampered, 'tampered'],
  ['that the addresses differ', CLOSE_CODES['origin-mismatch'], 'origin-mismatch'],
  ['a mistake of its own', CLOSE_CODES['protocol-error'], 'peer-left'],
  ['that the session is over, which is not its to say', CLOSE_CODES.ended, 'peer-left'],
  ['nothing', 1000, 'peer-left'],
])('a console leaves and says %s: code %i, the applet hears %s', async (_, code, heard) => {
  await using broker = await TestBroker.start()
  const { technician, id, applet, screen, stream } = await broker.openScreen()
  screen.socket.close(code)
  expect(await applet.hears('stream-closed')).toMatchObject({ stream, code: heard })
  expect(await technician.status(id)).toBe('Active')
})

test.each<CloseCode>(['resume-refused', 'tampered', 'verification-failed', 'replaced'])(
  'an applet gives a stream up with %s, and so the console hears it',
  async (code) => {
    await using broker = await TestBroker.start()
    const { technician, id, applet, screen, stream } = await broker.openScreen()
    applet.say({ type: 'stream-closed', stream, code })
    expect((await screen.closes())?.name).toBe(code)
    expect(await technician.status(id)).toBe('Active')
  },
)
