import { expect, test } from 'vitest'
import { TestScreen } from '../support/test-screen.ts'
import { startSession, untilRow } from '../support/test-session.ts'
import { until } from '../support/until.ts'

test('[E2E-1] three wrong digits end the session on both sides, and its row says why', async () => {
  await using session = await startSession({ verified: false })
  const { applet, screen, technician, id } = session
  await until(() => screen.codeWanted && applet.customer.code !== undefined, 'the digits')
  const wrong = applet.customer.code === '111111' ? '222222' : '111111'
  for (const triesLeft of [2, 1]) {
    screen.exchange.enterCode(wrong)
    await until(() => screen.triesLeft === triesLeft, `${triesLeft} tries left`)
    expect(applet.log.entries.at(-1)).toMatchObject({
      kind: 'code-wrong',
      text: expect.stringContaining(`${triesLeft} tr`),
    })
    expect(await technician.status(id)).toBe('Active')
  }
  screen.exchange.enterCode(wrong)
  expect(await applet.ended).toMatchObject({ by: 'applet', reason: 'verification_failed', exitStatus: 6 })
  await until(() => screen.closed !== undefined, 'the end at the technician')
  expect(screen.closed).toBe('verification-failed')
  expect(screen.opened).toEqual([])
  await untilRow(session, 'Aborted')
  expect(await technician.sessions()).toMatchObject([{ id, status: 'Aborted', reason: 'verification_failed' }])
  expect((await technician.log(id)).at(-1)).toBe(
    "Aborted, ended by the customer's program: the verification code was not confirmed",
  )
})

test('a technician whose page has another address than the applet ends the session on both sides', async () => {
  await using session = await startSession({ verified: false })
  const { applet, technician, id } = session
  const elsewhere = await TestScreen.open(technician, id, 'https://support.evil.example')
  expect(await applet.ended).toMatchObject({ by: 'applet', reason: 'origin_mismatch', exitStatus: 4 })
  await until(() => elsewhere.closed !== undefined, 'the end at the technician')
  expect(elsewhere.closed).toBe('origin-mismatch')
  await untilRow(session, 'Aborted')
  expect(await technician.sessions()).toMatchObject([{ id, status: 'Aborted', reason: 'origin_mismatch' }])
})
