import { expect, test } from 'vitest'
import { grantControl, type SessionOnBadLines, sessionOnBadLines } from '../support/bad-lines.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

const LOCAL_STOP_MS = 50
const PRESSES = 100

async function withControl(broker: TestBroker) {
  const session = await sessionOnBadLines(broker.url, await broker.technician())
  await grantControl(session)
  return session
}

/** The button is held down, and the customer takes everything back: in that very turn all of it has to be over. */
function takeBackAtOnce({ customer, applet }: SessionOnBadLines): void {
  // Not time by the clock: others may have the processor meanwhile.
  const before = process.threadCpuUsage()
  customer.pressLargeX()
  expect(customer.granted).toEqual([])
  expect(applet.input.at(-1)).toEqual({ type: 'released-all', held: ['left'] })
  const { user, system } = process.threadCpuUsage(before)
  expect((user + system) / 1000).toBeLessThan(LOCAL_STOP_MS)
}

async function hold({ page, applet }: SessionOnBadLines): Promise<void> {
  page.send({ type: 'button-pressed', x: 5, y: 5, button: 'left' })
  await until(() => applet.input.at(-1)?.type === 'button-pressed', 'the button')
}

function pressMany({ page }: SessionOnBadLines): void {
  for (let count = 0; count < PRESSES; count += 1) page.send({ type: 'key-pressed', code: 'KeyA' })
}

test('[GATE-3] [S9] what was typed while the link was down and control was taken back has no effect afterwards', async () => {
  await using broker = await TestBroker.start()
  await using session = await withControl(broker)
  const { page, applet, lines } = session
  await hold(session)
  lines.applet.linkDown()
  pressMany(session)
  takeBackAtOnce(session)
  const injected = applet.input.length
  const takenBackAt = Date.now()
  pressMany(session)
  lines.applet.linkUp()
  await until(() => page.all('permissions-changed').at(-1)?.granted.length === 0, 'the news')
  const refused = () => page.all('input-refused').reduce((sum, { count }) => sum + count, 0)
  await until(() => refused() === 2 * PRESSES, 'all of it refused, and told')
  expect(applet.input).toHaveLength(injected)
  expect(page.updates.filter(({ capturedAt }) => capturedAt > takenBackAt)).toEqual([])
  expect(page.cuts).toBe(0)
})

test.each(['applet', 'console'] as const)(
  '[GATE-3] what is taken back while the %s is away stays taken back when the same session goes on',
  async (side) => {
    await using broker = await TestBroker.start()
    await using session = await withControl(broker)
    const { page, applet, lines } = session
    await hold(session)
    lines[side].refuses = true
    lines[side].cut()
    await until(() => applet.input.at(-1)?.type === 'released-all' && page.cuts === 1, 'the cut')
    const injected = applet.input.length
    session.customer.pressLargeX()
    expect(session.customer.granted).toEqual([])
    pressMany(session)
    lines[side].heal()
    await until(() => page.opened.at(-1)?.resumed === true, 'the same session')
    await until(() => page.all('permissions-changed').at(-1)?.granted.length === 0, 'the news')
    pressMany(session)
    await until(() => page.all('input-refused').length > 0, 'refusals')
    expect(page.all('input-refused').every(({ reason }) => reason === 'not-permitted')).toBe(true)
    expect(applet.input).toHaveLength(injected)
    expect(page.updatesSinceCut).toEqual([])
  },
)

test('[GATE-3] [S9] control that was given again does not bring back what was typed under the old one', async () => {
  await using broker = await TestBroker.start()
  await using session = await withControl(broker)
  const { page, applet, lines, customer } = session
  await hold(session)
  // The page goes on typing, because nothing tells it.
  lines.console.set('toClient', { stalled: true })
  takeBackAtOnce(session)
  const injected = applet.input.length
  page.send({ type: 'permission-requested', permission: 'control' })
  const prompt = await customer.nextPrompt()
  prompt.answer('yes')
  await until(() => customer.granted.includes('control'), 'control again')
  pressMany(session)
  page.say('that was all')
  await until(() => customer.chat.length === 1, 'all that was typed')
  expect(applet.input).toHaveLength(injected)
  lines.console.heal()
  await until(() => page.all('permission-answered').length === 2, 'the news')
  page.send({ type: 'key-pressed', code: 'KeyB' })
  await until(() => applet.input.length > injected, 'what was typed under the new one')
  expect(applet.input.slice(injected)).toEqual([{ type: 'key-pressed', code: 'KeyB' }])
})
