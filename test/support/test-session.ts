import type { AppletParts } from '../../src/applet/applet-parts.ts'
import type { Permission } from '../../src/protocol/permission.ts'
import type { VerificationPolicy } from '../../src/protocol/verification.ts'
import type { ConsoleClient } from './console-client.ts'
import { TestApplet } from './test-applet.ts'
import { TestBroker } from './test-broker.ts'
import { TestScreen } from './test-screen.ts'
import { until } from './until.ts'

export interface TestSession<Broker = TestBroker> {
  readonly broker: Broker
  readonly technician: ConsoleClient
  readonly applet: TestApplet
  readonly id: string
  readonly screen: TestScreen
}

interface Options extends Partial<Pick<AppletParts, 'inputs' | 'localInputWins'>> {
  readonly promptMs?: number
  /** Of the broker and the applet. */
  readonly verification?: VerificationPolicy
  /** Whether the technician has typed in what the customer read aloud; so by default. */
  readonly verified?: boolean
  /** Of the session. */
  readonly name?: string
}

/** A whole session up to Active, with the technician's page open and nothing granted. Disposing ends all of it. */
export async function startSession(options: Options = {}): Promise<TestSession & AsyncDisposable> {
  const { verification = 'required' } = options
  const broker = await TestBroker.start({}, { verification })
  const session = await addSession(broker, await broker.technician(), options)
  return {
    ...session,
    async [Symbol.asyncDispose]() {
      await session.applet[Symbol.asyncDispose]()
      await broker[Symbol.asyncDispose]()
    },
  }
}

/** One more session of this technician. */
export async function addSession<Broker extends { readonly url: string }>(
  broker: Broker,
  technician: ConsoleClient,
  { name = 'Zoë', verified = true, ...options }: Options = {},
): Promise<TestSession<Broker>> {
  const { id, pin } = await technician.newSession(name)
  const applet = new TestApplet({ url: broker.url, pin, ...options })
  await applet.untilStatus('waiting')
  await technician.post(`/api/sessions/${id}/start`)
  await applet.untilStatus('active')
  const screen = await TestScreen.open(technician, id)
  const session = { broker, technician, applet, id, screen }
  if (verified) await screen.verify(applet.customer)
  return session
}

/** The technician asks, the customer says Yes. */
export async function allow(
  { screen, applet }: Pick<TestSession, 'screen' | 'applet'>,
  permission: Permission,
): Promise<void> {
  const answered = screen.next('permission-answered')
  screen.send({ type: 'permission-requested', permission })
  const prompt = await applet.customer.nextPrompt()
  prompt.answer('yes')
  await answered
}

/** Waits until the technician's row shows this status. */
export async function untilRow({ technician, id }: TestSession, status: string): Promise<void> {
  await until(async () => (await technician.status(id)) === status, `the row ${status}`)
}
