import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PinIssuer } from '../../../../src/broker/session/pin-issuer.ts'
import { SessionRegistry, TooManyActive } from '../../../../src/broker/session/session-registry.ts'
import {
  type SessionEvent,
  type SessionState,
  TransitionRefused,
  transition,
} from '../../../../src/broker/session/session-state.ts'
import type { Store } from '../../../../src/broker/store/store.ts'
import { isFinal } from '../../../../src/protocol/broker/status.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { TESS, tempStore } from '../../../support/temp-store.ts'

/** Events of which nothing but their name is known. */
type Plain = Exclude<SessionEvent['type'], 'pin-restarted' | 'applet-gave-up' | 'customer-declined'>
type Command = { readonly what: 'open' | 'restart' | 'wait' | 'remove' | 'start' | Plain; readonly which: number }

const EVENTS: readonly Plain[] = [
  ...(['customer-registered', 'customer-registered', 'customer-returned', 'contact-lost', 'stayed-away'] as const),
  ...(['technician-held', 'hold-expired'] as const),
  ...(['customer-ended', 'technician-ended', 'waiting-timed-out', 'idle-timed-out', 'resume-expired'] as const),
]

const command: fc.Arbitrary<Command> = fc.record({
  what: fc.constantFrom('open', 'open', 'start', 'start', 'remove', 'wait', 'restart', ...EVENTS),
  which: fc.nat(50),
})

/** So few numbers that most are drawn more than once. */
const NUMBERS = 40
const MOST_COMMANDS = 30

/** What a registry should hold: the rows in the list and what each PIN has been. */
class Model {
  readonly rows = new Map<string, SessionState>()
  readonly digits: string[] = []
  readonly clock = new FakeClock()

  idAt(which: number): string {
    return [...this.rows.keys()][which % Math.max(1, this.rows.size)] ?? 'none'
  }

  get active(): number {
    return [...this.rows.values()].filter(({ status }) => status === 'Active').length
  }

  /** False: this must be refused. */
  apply(id: string, type: Plain): boolean {
    const state = this.rows.get(id)
    if (!state) return false
    try {
      const next = transition(state, { type }, this.clock.now())
      if (next.status === 'Aborted') this.rows.delete(id)
      else this.rows.set(id, next)
      return true
    } catch {
      return false
    }
  }
}

async function load(store: Store, { clock }: Model): Promise<SessionRegistry> {
  const draw = () => 100_000 + Math.floor(Math.random() * NUMBERS)
  return SessionRegistry.load(store, new PinIssuer(store, clock, draw), clock)
}

async function open(registry: SessionRegistry, model: Model): Promise<void> {
  const { id, state } = await registry.open(TESS, '')
  expect(model.digits).not.toContain(state.status === 'Connecting' && state.pin.digits)
  if (state.status === 'Connecting') model.digits.push(state.pin.digits)
  model.rows.set(id, state)
}

async function run({ what, which }: Command, registry: SessionRegistry, model: Model): Promise<void> {
  const id = model.idAt(which)
  if (what === 'open') return open(registry, model)
  if (what === 'wait') return model.clock.advance(which * 1000)
  if (what === 'remove') return remove(id, registry, model)
  if (what === 'restart') return
  if (what === 'start' && model.active >= 10)
    return void (await expect(registry.start(id)).rejects.toThrow(TooManyActive))
  const type = what === 'start' ? 'technician-started' : what
  const done = what === 'start' ? registry.start(id) : registry.apply(id, { type })
  if (model.apply(id, type)) await done
  else await expect(done).rejects.toThrow(TransitionRefused)
}

async function remove(id: string, registry: SessionRegistry, model: Model): Promise<void> {
  const state = model.rows.get(id)
  if (state && !isFinal(state.status))
    return void (await expect(registry.remove(id)).rejects.toThrow(TransitionRefused))
  await registry.remove(id)
  model.rows.delete(id)
}

test('whatever is asked of it in whatever order, and restarted at any time, no session is lost and no PIN comes twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: MOST_COMMANDS }), async (commands) => {
      await using store = await tempStore()
      const model = new Model()
      let registry = await load(store, model)
      for (const each of commands) {
        await run(each, registry, model)
        if (each.what === 'restart') {
          registry = await load(store, model)
          for (const id of [...model.rows.keys()]) model.apply(id, 'contact-lost')
        }
        expect(new Map(registry.all().map(({ id, state }) => [id, state]))).toEqual(model.rows)
      }
      const stored = await store.sessions.listed()
      expect(new Map(stored.map(({ id, state }) => [id, state]))).toEqual(model.rows)
    }),
    { numRuns: 25 },
  )
})
