import * as v from 'valibot'
import {
  createdSession,
  createSessionBody,
  sessionLog,
  sessionParams,
  ticket,
  ticketBody,
} from '../../../protocol/broker/http-api.ts'
import { sessionView } from '../../../protocol/broker/session-view.ts'
import type { Tickets } from '../../gateway/tickets.ts'
import { type SessionRecord, viewOf } from '../../session/session-record.ts'
import type { SessionRegistry } from '../../session/session-registry.ts'
import { RequestRefused } from '../request-refused.ts'
import { type Caller, type Route, route } from '../route.ts'

const sessionList = v.object({ sessions: v.array(sessionView) })

/** What a technician does with sessions. Somebody else's session is not found. */
export function sessionRoutes(registry: SessionRegistry, tickets: Tickets): Route[] {
  const answerWith = (session: SessionRecord) => ({ session: viewOf(session) })
  const own = (caller: Caller, id: string) => checkOwner(registry.get(id), caller)

  return [
    route({
      method: 'GET',
      url: '/api/sessions',
      access: 'technician',
      about: 'All rows of the technician.',
      answer: sessionList,
      handle: ({ caller }) => ({ sessions: registry.listOf(caller.account.id).map(viewOf) }),
    }),
    route({
      method: 'POST',
      url: '/api/sessions',
      access: 'technician',
      about: 'Opens a session with a new PIN.',
      body: createSessionBody,
      answer: createdSession,
      handle: async ({ caller: { account }, body }) => answerWith(await registry.open(account, body.name)),
    }),
    route({
      method: 'POST',
      url: '/api/sessions/:id/start',
      access: 'technician',
      about: 'Waiting or On Hold becomes Active; On Hold whose customer is out of contact, Reconnecting.',
      params: sessionParams,
      answer: createdSession,
      handle: async ({ caller, params }) => answerWith(await registry.start(own(caller, params.id).id)),
    }),
    route({
      method: 'POST',
      url: '/api/sessions/:id/hold',
      access: 'technician',
      about: 'Active becomes On Hold: nothing reaches the customer until Start.',
      params: sessionParams,
      answer: createdSession,
      handle: async ({ caller, params }) =>
        answerWith(await registry.apply(own(caller, params.id).id, { type: 'technician-held' })),
    }),
    route({
      method: 'POST',
      url: '/api/sessions/:id/end',
      access: 'technician',
      about: 'Ends a live session; one that is still connecting is cancelled.',
      params: sessionParams,
      answer: createdSession,
      handle: async ({ caller, params }) =>
        answerWith(await registry.apply(own(caller, params.id).id, { type: 'technician-ended' })),
    }),
    route({
      method: 'POST',
      url: '/api/sessions/:id/remove',
      access: 'technician',
      about: 'Takes the row of an ended session out of the list; its history stays.',
      params: sessionParams,
      handle: ({ caller, params }) => registry.remove(own(caller, params.id).id),
    }),
    route({
      method: 'GET',
      url: '/api/sessions/:id/log',
      access: 'technician',
      about: 'What the broker saw happen to a session, also after its row is gone.',
      params: sessionParams,
      answer: sessionLog,
      async handle({ caller, params }) {
        const { id } = checkOwner(await registry.find(params.id), caller)
        return { lines: await registry.logOf(id) }
      },
    }),
    route({
      method: 'POST',
      url: '/api/tickets',
      access: 'technician',
      about: 'A ticket that opens one socket within 30 seconds.',
      body: ticketBody,
      answer: ticket,
      handle({ caller, body }) {
        if (body.purpose === 'screen') own(caller, body.sessionId)
        return tickets.issue({ ...body, technician: caller.account, webSession: caller.webSession })
      },
    }),
  ]
}

function checkOwner(session: SessionRecord | undefined, { account }: Caller): SessionRecord {
  if (session?.technician.id !== account.id) {
    throw new RequestRefused(404, 'no-such-session', 'This session does not exist any more.')
  }
  return session
}
