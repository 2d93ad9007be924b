import { viewOf } from '../session/session-record.ts'
import type { SessionRegistry } from '../session/session-registry.ts'
import type { PeerSocket } from './peer-socket.ts'

/** Rows in the first message, far below what one message may be long. */
const LISTED_ROWS = 100

/** Shows a technician's console all of its rows, then each change of them. */
export function showSessions(registry: SessionRegistry, technicianId: string, socket: PeerSocket): void {
  const rows = registry.listOf(technicianId).map(viewOf)
  socket.send({ type: 'sessions-listed', sessions: rows.slice(0, LISTED_ROWS) })
  for (const session of rows.slice(LISTED_ROWS)) socket.send({ type: 'session-changed', session })
  const isOwn = (session: { technician: { id: string } }) => session.technician.id === technicianId
  const subscriptions = [
    registry.on('changed', ({ session }) => {
      if (isOwn(session)) socket.send({ type: 'session-changed', session: viewOf(session) })
    }),
    registry.on('removed', ({ session }) => {
      if (isOwn(session)) socket.send({ type: 'session-removed', id: session.id })
    }),
    registry.on('logged', ({ session, line }) => {
      if (isOwn(session)) socket.send({ type: 'session-logged', id: session.id, line })
    }),
  ]
  socket.on('closed', () => {
    for (const subscription of subscriptions) subscription[Symbol.dispose]()
  })
}
