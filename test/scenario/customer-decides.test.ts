import { describe, expect, test } from 'vitest'
import { allow, startSession, untilRow } from '../support/test-session.ts'
import { until } from '../support/until.ts'

/** Long enough for the synthetic screen to change three times. */
const A_WHILE_MS = 300
const aWhile = () => new Promise((resolve) => setTimeout(resolve, A_WHILE_MS))

describe('[P2] no picture without Yes', () => {
  test('before anything is asked, and after No, nothing of the screen leaves the applet', async () => {
    await using session = await startSession()
    const { screen, applet } = session
    screen.send({ type: 'keyframe-requested' })
    const answered = screen.next('permission-answered')
    screen.send({ type: 'permission-requested', permission: 'view' })
    const prompt = await applet.customer.nextPrompt()
    prompt.answer('no')
    expect(await answered).toEqual({ type: 'permission-answered', permission: 'view', answer: 'no' })
    await aWhile()
    expect(screen.updates).toEqual([])
    expect(screen.messages.filter(({ type }) => type.startsWith('screen-') || type.startsWith('cursor-'))).toEqual([])
  })

  test('[P5] no answer is No', async () => {
    await using session = await startSession({ promptMs: 50 })
    const { screen } = session
    const answered = screen.next('permission-answered')
    screen.send({ type: 'permission-requested', permission: 'control' })
    expect(await answered).toMatchObject({ answer: 'timeout' })
    expect(screen.all('permissions-changed').at(-1)?.granted).toEqual([])
    expect(screen.updates).toEqual([])
  })
})

test('[P4] with view only, input is dropped in the applet, counted, and the technician told', async () => {
  await using session = await startSession()
  const { screen, applet } = session
  await allow(session, 'view')
  await until(() => screen.updates.length > 0, 'a picture')
  for (let x = 0; x < 5; x += 1) screen.send({ type: 'pointer-moved', x, y: 0 })
  // They are counted each second, and one may end between them.
  const count = () => screen.all('input-refused').reduce((sum, refused) => sum + refused.count, 0)
  await until(() => count() >= 5, 'all to be told')
  expect(count()).toBe(5)
  for (const { reason } of screen.all('input-refused')) expect(reason).toBe('not-permitted')
  expect(applet.input.filter(({ type }) => type === 'pointer-moved')).toEqual([])
})

test('[P6] while the customer reads a prompt, input that was granted before does nothing', async () => {
  await using session = await startSession()
  const { screen, applet } = session
  await allow(session, 'control')
  await until(() => screen.updates.length > 0, 'a picture')
  applet.applet.revokeAll()
  await allow(session, 'view')
  screen.send({ type: 'permission-requested', permission: 'control' })
  const prompt = await applet.customer.nextPrompt()
  screen.send({ type: 'key-pressed', code: 'Enter' })
  expect(await screen.next('input-refused')).toMatchObject({ count: 1 })
  prompt.answer('no')
  expect(applet.input.filter(({ type }) => type === 'key-pressed')).toEqual([])
})

describe('[P7] the large X', () => {
  test('stops picture and input at once, lets go of what is held, and the session goes on', async () => {
    await using session = await startSession()
    const { screen, applet, technician, id } = session
    await allow(session, 'control')
    await until(() => screen.updates.length > 0, 'a picture')
    screen.send({ type: 'button-pressed', x: 5, y: 5, button: 'left' })
    await until(() => applet.input.length === 1, 'the press')

    applet.customer.pressLargeX()
    expect(applet.input.at(-1)).toEqual({ type: 'released-all', held: ['left'] })
    expect(applet.customer.granted).toEqual([])
    await until(() => screen.all('permissions-changed').at(-1)?.granted.length === 0, 'the news')
    const updates = screen.updates.length
    const inputs = applet.input.length
    screen.send({ type: 'button-released', x: 9, y: 9, button: 'left' })
    await aWhile()
    expect(screen.updates).toHaveLength(updates)
    expect(applet.input).toHaveLength(inputs)
    expect(await technician.status(id)).toBe('Active')

    await allow(session, 'view')
    await until(() => screen.updates.length > updates, 'a new picture')
    expect(screen.updates[updates]?.keyframe).toBe(true)
  })

  test('closes an open prompt with No', async () => {
    await using session = await startSession()
    const { screen, applet } = session
    const answered = screen.next('permission-answered')
    screen.send({ type: 'permission-requested', permission: 'view' })
    await applet.customer.nextPrompt()
    applet.customer.pressLargeX()
    expect(await answered).toMatchObject({ answer: 'no' })
  })
})

test('the small X ends the session at once, by name', async () => {
  await using session = await startSession()
  const { applet } = session
  await allow(session, 'control')
  applet.customer.pressSmallX()
  expect(applet.customer.granted).toEqual([])
  expect(await applet.ended).toMatchObject({ by: 'customer', exitStatus: 0 })
  await untilRow(session, 'Closed by active customer')
})

test('everything that was asked, allowed, refused and taken back stands in the log, on both sides', async () => {
  await using session = await startSession()
  const { screen, applet } = session
  await allow(session, 'view')
  applet.customer.pressLargeX()
  await until(() => screen.all('activity-logged').length >= 9, 'the log')
  expect(applet.log.entries.map(({ kind }) => kind)).toEqual([
    'session-connecting',
    'session-waiting',
    'session-active',
    'code-shown',
    'verified',
    'permission-asked',
    'permission-yes',
    'screen-seen',
    'permission-revoked',
  ])
  expect(screen.all('activity-logged')).toEqual(
    applet.log.entries.map((entry) => ({ type: 'activity-logged', ...entry })),
  )
  expect(screen.all('activity-logged').at(-1)).toMatchObject({ kind: 'permission-revoked', permissions: ['view'] })
})
