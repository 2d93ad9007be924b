import { fastify } from 'fastify'
import { expect, test } from 'vitest'
import { WebSessions } from '../../../../src/broker/account/web-sessions.ts'
import { guardRoutes } from '../../../../src/broker/http/auth.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { tempStore } from '../../../support/temp-store.ts'

test('[AUTH-1] a route that does not say who may call it cannot be registered', async () => {
  await using store = await tempStore()
  const app = fastify()
  guardRoutes(app, new WebSessions(store, new FakeClock()), false)
  expect(() => app.get('/open', async () => 'secret')).toThrow('/open does not say who may call it')
})
