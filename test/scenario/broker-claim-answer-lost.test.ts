import { describe, expect, test } from 'vitest'
import { newSecret } from '../../src/broker/secret.ts'
import type { ConsoleClient } from '../support/console-client.ts'
import { cutAnswers } from '../support/cut-answers.ts'
import { FaultProxy } from '../support/fault-proxy.ts'
import { KillableBroker } from '../support/killable-broker.ts'
import { TestApplet } from '../support/test-applet.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'
import { xorshift } from '../support/xorshift.ts'

/** A pause of two seconds between tries, and what a busy machine needs. */
const BACK_MS = 30_000
const KILLS = process.env.FULL ? 30 : 4

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Whether the newest line has carried a message beyond its upgrade. */
function hasClaimed(proxy: FaultProxy): boolean {
  const sent = proxy.tapes.at(-1)?.toTarget
  const upgradeEnd = sent?.indexOf('\r\n\r\n') ?? -1
  return sent !== undefined && upgradeEnd > 0 && sent.length > upgradeEnd + 4
}

/** A real applet whose PIN is claimed at the broker, and which will hear of it only when the line is well again. */
async function unansweredApplet(url: string, technician: ConsoleClient) {
  const stack = new AsyncDisposableStack()
  const proxy = stack.use(await FaultProxy.to(url, { tape: true }))
  await cutAnswers(proxy)
  const { id, pin } = await technician.newSession()
  const applet = stack.use(new TestApplet({ url: proxy.url, pin }))
  stack.defer(() => proxy.heal())
  const answers = () => proxy.tapes.filter(({ toClient }) => toClient.includes('session-registered')).length
  return { id, pin, proxy, applet, answers, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** A claim that was answered, and whose applet went without a sign that it heard. */
async function claimedAndGone(broker: TestBroker) {
  const technician = await broker.technician()
  const { id, pin } = await technician.newSession()
  const claimKey = newSecret()
  const applet = await broker.applet(pin, claimKey)
  await applet.hears('session-registered')
  applet.socket.terminate()
  await until(async () => (await technician.status(id)) === 'Reconnecting', 'the broker to notice')
  return { technician, id, pin, claimKey }
}

describe('[B3] the PIN is claimed and its answer never arrives', () => {
  test('the line is cut, several times: the applet comes in on its next try', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    await using cut = await unansweredApplet(broker.url, technician)
    await until(() => cut.answers() >= 4, 'four lost answers')
    expect(cut.applet.customer.statuses).toEqual(['connecting'])
    cut.proxy.heal()
    await cut.applet.untilStatus('waiting')
    await technician.post(`/api/sessions/${cut.id}/start`)
    await cut.applet.untilStatus('active')
  })

  test('the broker is killed: the applet comes in when it is back', async () => {
    await using broker = await KillableBroker.start()
    await using cut = await unansweredApplet(broker.url, broker.technician)
    await until(() => cut.answers() > 0, 'a lost answer')
    await broker.kill()
    cut.proxy.heal()
    await broker.startAgain()
    await until(() => cut.applet.customer.statuses.at(-1) === 'waiting', 'the applet to be in', BACK_MS)
    expect(await broker.technician.status(cut.id)).toBe('Waiting')
  })

  test('the broker is killed at a moment around the claim that nobody chose: the applet comes in', async () => {
    const random = xorshift(3)
    await using broker = await KillableBroker.start()
    await using proxy = await FaultProxy.to(broker.url, { tape: true })
    proxy.set('toTarget', { latencyMs: 50 })
    for (let kills = 0; kills < KILLS; kills += 1) {
      const { id, pin } = await broker.technician.newSession()
      const lines = proxy.tapes.length
      await using applet = new TestApplet({ url: proxy.url, pin })
      await until(() => proxy.tapes.length > lines && hasClaimed(proxy), 'the claim to be on its way')
      await wait(random() * 80)
      await broker.kill()
      await broker.startAgain()
      await until(() => applet.customer.statuses.at(-1) === 'waiting', 'the applet to be in', BACK_MS)
      expect(await broker.technician.status(id)).toBe('Waiting')
      applet.customer.pressSmallX()
      await applet.ended
    }
  }, 120_000)

  test('the technician ends it meanwhile: the applet learns how', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    await using cut = await unansweredApplet(broker.url, technician)
    await until(() => cut.answers() > 0, 'a lost answer')
    await technician.post(`/api/sessions/${cut.id}/end`)
    cut.proxy.heal()
    expect(await cut.applet.ended).toMatchObject({ by: 'technician' })
  })
})

describe('[B3] a claim key', () => {
  test('lets its applet in again after a restart, and the resume key it gets then is good', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, pin, claimKey } = await claimedAndGone(broker)
    await broker.restart()
    const again = await broker.applet(pin, claimKey)
    const { sessionId, resumeKey } = await again.hears('session-registered')
    expect(sessionId).toBe(id)
    expect(await technician.status(id)).toBe('Waiting')
    await again.close()
    await (await broker.returningApplet(id, resumeKey)).hears('session-registered')
  })

  test('that is another gets “used”, counts as a wrong try and changes nothing', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, pin } = await claimedAndGone(broker)
    const names: (string | undefined)[] = []
    for (let tries = 0; tries < 6; tries += 1) names.push((await (await broker.applet(pin)).closes())?.name)
    expect(names).toEqual([...Array<string>(5).fill('pin-used'), 'too-many-tries'])
    expect(await technician.status(id)).toBe('Reconnecting')
  })

  test('is worth nothing with another PIN, nor as a resume key of another session', async () => {
    await using broker = await TestBroker.start()
    const { claimKey } = await claimedAndGone(broker)
    const other = await claimedAndGone(broker)
    expect((await (await broker.applet(other.pin, claimKey)).closes())?.name).toBe('pin-used')
    expect((await (await broker.returningApplet(other.id, claimKey)).closes())?.name).toBe('resume-refused')
  })

  test('is worth nothing once its applet was heard, also after a restart', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, pin, claimKey } = await claimedAndGone(broker)
    const again = await broker.applet(pin, claimKey)
    await again.hears('session-registered')
    again.say({ type: 'heartbeat-sent', time: 0 })
    await again.close()
    await until(async () => (await technician.status(id)) === 'Reconnecting', 'the broker to notice')
    expect((await (await broker.applet(pin, claimKey)).closes())?.name).toBe('pin-used')
    await broker.restart()
    expect((await (await broker.applet(pin, claimKey)).closes())?.name).toBe('pin-used')
  })

  test('shown twice at once lets one of the two lines in, and the other gives way', async () => {
    await using broker = await TestBroker.start()
    const { pin, claimKey } = await claimedAndGone(broker)
    const lines = await Promise.all([1, 2, 3].map(() => broker.applet(pin, claimKey)))
    const closed = () => lines.flatMap(({ closedWith }) => closedWith?.name ?? [])
    await until(() => closed().length === 2, 'all but one to give way')
    expect(closed()).toEqual(['replaced', 'replaced'])
  })
})
