import { viewOf } from '../session/session-record.ts'
import type { SessionRegistry } from '../session/session-registry.ts'
import type { PeerSocket } from './peer-socket.ts'

/** Shows a technician's console all of its rows, then each change of them. */
export function showSessions(registry: SessionRegistry, technicianId: string, socket: PeerSocket): void {
  socket.send({ type: 'sessions-listed', sessions: registry.listOf(technicianId).map(viewOf) })
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
