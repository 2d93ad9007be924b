import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RawFrame, ScreenSource } from '../../src/applet/screen/screen-source.ts'
import { SyntheticSource } from '../../src/applet/screen/sources/synthetic-source.ts'
import { realClock } from '../../src/base/clock.ts'
import { encodeBlock } from '../../src/protocol/peer/block-codec.ts'
import { KillableBroker } from '../support/killable-broker.ts'
import { TestApplet } from '../support/test-applet.ts'
import { TestScreen } from '../support/test-screen.ts'
import { allow } from '../support/test-session.ts'
import { until } from '../support/until.ts'

/** Tells who is still looking. */
class WatchedSource extends SyntheticSource implements ScreenSource {
  readonly looks: AbortSignal[] = []

  override grab(signal: AbortSignal): Promise<RawFrame | undefined> {
    this.looks.push(signal)
    return super.grab(signal)
  }
}

/** Without a turn of the event loop: nobody in this process has heard of it when this returns. */
function killUnheard({ pid }: KillableBroker): void {
  process.kill(pid, 'SIGKILL')
  while (!/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')));
}

/** The technician sees, controls and is sending a file; a button is held down. */
async function inFullSwing(broker: KillableBroker, folder: string) {
  const { technician } = broker
  const source = new WatchedSource(realClock)
  const { id, pin } = await technician.newSession()
  const screens = () => [{ name: 'watched', open: async () => source }]
  const applet = new TestApplet({ url: broker.url, pin, screens })
  const { customer } = applet
  await applet.untilStatus('waiting')
  await technician.post(`/api/sessions/${id}/start`)
  const screen = await TestScreen.verified(technician, id, customer)
  for (const permission of ['control', 'clipboard', 'files.send'] as const) await allow({ screen, applet }, permission)
  await until(() => screen.updates.length > 0, 'a picture')
  screen.send({ type: 'button-pressed', x: 5, y: 5, button: 'left' })
  screen.send({ type: 'file-offered', id: 1, name: 'report.pdf', bytes: 1_000_000 })
  await until(() => customer.files.length === 1, 'the offer')
  customer.does('filePlaced', { file: customer.files[0]?.id ?? '', folder })
  await until(() => screen.all('file-accepted').length === 1, 'the place')
  screen.channel.sendFrame(encodeBlock(1, 0, new Uint8Array(50_000)))
  await until(() => (customer.files[0]?.doneBytes ?? 0) > 0, 'some of the file')
  await until(() => applet.input.at(-1)?.type === 'button-pressed', 'the button')
  return { applet, customer, source }
}

test('[GATE-3] [P7] [P21] the large X needs no network: when it returns nobody looks, nothing is held, no file stays', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'customer-'))
  await using resources = new AsyncDisposableStack()
  resources.defer(() => rmSync(folder, { recursive: true }))
  const broker = resources.use(await KillableBroker.start())
  const { applet, customer, source } = await inFullSwing(broker, folder)
  resources.use(applet)
  await until(() => source.looks.at(-1)?.aborted === false, 'a look at the screen')
  const looks = source.looks.length

  killUnheard(broker)
  expect(source.looks.at(-1)?.aborted).toBe(false)
  expect(readdirSync(folder)).toHaveLength(1)
  expect(customer.granted.toSorted()).toEqual(['clipboard', 'control', 'files.send', 'view'])

  applet.applet.revokeAll()
  // Not one turn of the event loop has passed.
  expect(customer.granted).toEqual([])
  expect(source.looks.filter(({ aborted }) => !aborted)).toEqual([])
  expect(applet.input.at(-1)).toEqual({ type: 'released-all', held: ['left'] })
  expect(customer.files[0]).toMatchObject({ state: 'failed' })
  expect(readdirSync(folder)).toEqual([])

  await applet.untilStatus('reconnecting')
  expect(source.looks).toHaveLength(looks)
  const inputs = applet.input.length
  await broker.startAgain()
  await applet.untilStatus('active')
  expect(customer.granted).toEqual([])
  expect(source.looks).toHaveLength(looks)
  expect(applet.input).toHaveLength(inputs)
  expect(readdirSync(folder)).toEqual([])
})

test('[GATE-3] the large X closes an open question, too, while nobody can be reached', async () => {
  await using broker = await KillableBroker.start()
  const { technician } = broker
  const { id, pin } = await technician.newSession()
  await using applet = new TestApplet({ url: broker.url, pin })
  await applet.untilStatus('waiting')
  await technician.post(`/api/sessions/${id}/start`)
  const screen = await TestScreen.verified(technician, id, applet.customer)
  screen.send({ type: 'permission-requested', permission: 'control' })
  const prompt = await applet.customer.nextPrompt()
  killUnheard(broker)
  applet.applet.revokeAll()
  expect(prompt.closed.aborted).toBe(true)
  prompt.answer('yes')
  await applet.untilStatus('reconnecting')
  expect(applet.customer.granted).toEqual([])
})
