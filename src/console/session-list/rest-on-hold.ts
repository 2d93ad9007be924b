import { effect, type ReadonlySignal } from '@preact/signals'
import type { BrokerLink } from '../broker/broker-link.ts'
import type { SessionList } from './session-list.ts'

type Clients = ReadonlyMap<string, { readonly link: Pick<BrokerLink, 'state' | 'rest'> }>

/**
 * Keeps the page from asking again and again, for days, to be let into a session on hold: each try would also count as the
 * technician's being at work. Who waits for customers to be back tries when it goes on. The result ends it.
 */
export function restOnHold({ rows }: Pick<SessionList, 'rows'>, clients: ReadonlySignal<Clients>): () => void {
  return effect(() => {
    const held = (rows.value ?? []).filter(({ status }) => status === 'On Hold')
    for (const { id } of held) {
      const link = clients.value.get(id)?.link
      if (link?.state.value.name === 'lost') link.rest()
    }
  })
}
