import type { AppletParts } from '../../src/applet/applet-parts.ts'
import type { Candidate } from '../../src/applet/open-first.ts'
import type { ScreenSource } from '../../src/applet/screen/screen-source.ts'
import type { ConsoleClient } from './console-client.ts'
import type { LaneFaults } from './fault-lane.ts'
import { FaultProxy } from './fault-proxy.ts'
import { TestApplet } from './test-applet.ts'
import { TestLink } from './test-link.ts'
import { until } from './until.ts'

const DIRECTIONS = ['toTarget', 'toClient'] as const

interface Changes extends Partial<Pick<AppletParts, 'clock'>> {
  readonly screens?: () => Candidate<ScreenSource>[]
  /** Of both lines and both directions, from the first byte on. */
  readonly faults?: Partial<LaneFaults>
}

/** A session up to Active in which both sides have a bad line of their own. Nothing is granted. */
export async function sessionOnBadLines(
  url: string,
  technician: ConsoleClient,
  { faults = {}, ...changes }: Changes = {},
) {
  const stack = new AsyncDisposableStack()
  const lines = { applet: stack.use(await FaultProxy.to(url)), console: stack.use(await FaultProxy.to(url)) }
  for (const line of Object.values(lines)) for (const toward of DIRECTIONS) line.set(toward, faults)
  const { id, pin } = await technician.newSession()
  const applet = stack.use(new TestApplet({ url: lines.applet.url, pin, ...changes }))
  // Else the end of the applet waits for a line that is down.
  for (const line of Object.values(lines)) stack.defer(() => line.heal())
  await applet.untilStatus('waiting')
  await technician.post(`/api/sessions/${id}/start`)
  await applet.untilStatus('active')
  const { clock } = changes
  const through = { through: lines.console.url, origin: lines.applet.url, ...(clock && { clock }) }
  const page = stack.use(new TestLink(technician, id, through))
  await page.verify(applet.customer)
  return { id, lines, applet, page, customer: applet.customer, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

export type SessionOnBadLines = Awaited<ReturnType<typeof sessionOnBadLines>>

/** The technician asks, the customer says Yes, and the picture is there. */
export async function grantControl({ page, customer }: Pick<SessionOnBadLines, 'page' | 'customer'>): Promise<void> {
  page.send({ type: 'permission-requested', permission: 'control' })
  const prompt = await customer.nextPrompt()
  prompt.answer('yes')
  await until(() => page.all('permission-answered').length > 0, 'the answer', 60_000)
  await until(() => page.updates.length > 0, 'a picture', 60_000)
}
