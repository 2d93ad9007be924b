import type { Metrics } from '../../metrics.ts'
import type { Store } from '../../store/store.ts'
import { type Route, route } from '../route.ts'

/** For whoever runs the broker: is it up, does it take work, how much does it do. Numbers only, nothing about anybody. */
export function operationRoutes(metrics: Metrics, store: Store): Route[] {
  return [
    route({
      method: 'GET',
      url: '/healthz',
      access: 'public',
      about: 'The process serves.',
      handle: () => ({ status: 'ok' }),
    }),
    route({
      method: 'GET',
      url: '/readyz',
      access: 'public',
      about: 'The store answers, so new sessions can be opened.',
      async handle() {
        await store.accounts.anyExists()
        return { status: 'ready' }
      },
    }),
    route({
      method: 'GET',
      url: '/metrics',
      access: 'public',
      about: 'Counters in Prometheus’s text format.',
      handle: async ({ reply }) => reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.text()),
    }),
  ]
}
