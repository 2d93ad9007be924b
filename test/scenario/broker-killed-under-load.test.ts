import { expect, test } from 'vitest'
import { BrokerLink } from '../../src/applet/session/broker-link.ts'
import { ENDINGS } from '../../src/applet/session/endings.ts'
import type { Ending } from '../../src/applet/session/session-state.ts'
import { Traffic } from '../../src/applet/session/traffic.ts'
import { realClock } from '../../src/base/clock.ts'
import { silentLogger } from '../../src/base/logger.ts'
import type { ConsoleClient } from '../support/console-client.ts'
import { KillableBroker } from '../support/killable-broker.ts'
import { until } from '../support/until.ts'
import { xorshift } from '../support/xorshift.ts'

const [SESSIONS, KILLS] = process.env.FULL ? [500, 50] : [40, 5]
/** Sessions that are started: as many as one technician may have. */
const STARTED = 10
/** Milliseconds from the moment the broker listens again. */
const BACK_MS = 15_000

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** An applet without a screen: its link to the broker alone. */
class LightApplet {
  readonly id: string
  readonly #link: BrokerLink
  ending: Ending | undefined
  isIn = false
  /** Monotonic. */
  inAt = 0

  constructor(url: string, { id, pin }: { id: string; pin: string }) {
    this.id = id
    const log = silentLogger('applet.session')
    const parts = { broker: new URL(url), authorities: undefined, program: 'test', platform: 'Linux' }
    this.#link = new BrokerLink({ ...parts, pin, clock: realClock, traffic: new Traffic(), log })
    this.#link.on('session', ({ type }) => {
      if (type === 'registered') this.inAt = performance.now()
      if (type === 'registered' || type === 'contact-lost') this.isIn = type === 'registered'
    })
    void this.#link.run().then((ending) => {
      this.ending = ending
    })
  }

  leave(): void {
    this.#link.leave(ENDINGS.customerEnded)
  }
}

/** Somebody who creates sessions and cancels them again all the time, and remembers what the broker said is done. */
class Load {
  readonly #technician: ConsoleClient
  readonly #created: string[] = []
  readonly #cancelled: string[] = []
  readonly #working: Promise<void>
  #goesOn = true

  constructor(technician: ConsoleClient) {
    this.#technician = technician
    this.#working = this.#work()
  }

  get promises(): { readonly there: readonly string[]; readonly gone: readonly string[] } {
    return { there: [...this.#created], gone: [...this.#cancelled] }
  }

  async stop(): Promise<void> {
    this.#goesOn = false
    await this.#working
  }

  async #work(): Promise<void> {
    while (this.#goesOn) {
      const isRefused = await this.#create().catch(() => true)
      if (isRefused) await wait(20)
    }
  }

  async #create(): Promise<void> {
    const { id } = await this.#technician.newSession()
    this.#created.push(id)
    const [older] = this.#created
    if (!older || this.#created.length <= 10) return
    // From here until the answer nobody knows which of the two it is.
    this.#created.shift()
    if ((await this.#technician.post(`/api/sessions/${older}/end`)).ok) this.#cancelled.push(older)
  }
}

async function joinAll(broker: KillableBroker): Promise<LightApplet[]> {
  const applets: LightApplet[] = []
  while (applets.length < SESSIONS) {
    const some = await Promise.all(Array.from({ length: 20 }, () => broker.technician.newSession()))
    applets.push(...some.map((session) => new LightApplet(broker.url, session)))
    await until(() => applets.every(({ isIn }) => isIn), 'all to be in')
  }
  for (const { id } of applets.slice(0, STARTED)) await broker.technician.post(`/api/sessions/${id}/start`)
  return applets
}

/** Kills the broker at a moment that nobody chose, and returns how long the slowest applet needed to come back. */
async function killAndReturn(broker: KillableBroker, applets: readonly LightApplet[], load: Load): Promise<number> {
  await broker.kill()
  const { there, gone } = load.promises
  await until(() => applets.every(({ isIn }) => !isIn), 'all to notice')
  await broker.startAgain()
  const listeningAt = performance.now()
  const rows = new Map((await broker.technician.sessions()).map(({ id, status }) => [id, status]))
  const missing = () => applets.filter(({ isIn }) => !isIn)
  await until(() => missing().length === 0, 'all to be back', BACK_MS).catch(() => {})
  expect(missing().map(({ id, ending }) => `${id} ${ending?.reason}`)).toEqual([])
  // What was cancelled after the list of promises was made is in neither.
  const cancelledSince = new Set(load.promises.gone)
  expect(there.filter((id) => rows.get(id) !== 'Connecting' && !cancelledSince.has(id))).toEqual([])
  expect(gone.filter((id) => rows.has(id))).toEqual([])
  return Math.max(...applets.map(({ inAt }) => inAt)) - listeningAt
}

test(`[REC-2] [STORE-1] a broker killed ${KILLS} times under load loses none of ${SESSIONS} sessions, nor what it acknowledged`, async () => {
  const random = xorshift(26)
  await using broker = await KillableBroker.start()
  const applets = await joinAll(broker)
  const load = new Load(broker.technician)
  const slowest: number[] = []
  for (let kills = 0; kills < KILLS; kills += 1) {
    await wait(random() * 400)
    slowest.push(await killAndReturn(broker, applets, load))
  }
  await load.stop()
  expect(applets.filter(({ ending }) => ending)).toEqual([])
  const rows = new Map((await broker.technician.sessions()).map(({ id, status }) => [id, status]))
  expect(applets.map(({ id }, at) => rows.get(id) === (at < STARTED ? 'Active' : 'Waiting'))).not.toContain(false)
  expect(Math.max(...slowest)).toBeLessThan(BACK_MS)
  if (process.env.FULL) console.log('slowest return after each kill, ms:', slowest.map(Math.round).join(' '))
  for (const applet of applets) applet.leave()
  await until(() => applets.every(({ ending }) => ending), 'all to be over')
}, 1_200_000)
