import type { SessionView } from '../../protocol/broker/session-view.ts'
import { isFinal, type Status } from '../../protocol/broker/status.ts'

/** Who needs the technician first stands first; what is over stands last. */
const RANKS: Partial<Record<Status, number>> = {
  Waiting: 0,
  Active: 1,
  Reconnecting: 1,
  Offline: 1,
  'On Hold': 2,
  Connecting: 3,
}
const OVER = 4

/** Among those who still need something, whoever has waited longest; among the rest, the newest. */
export function inOrder(sessions: readonly SessionView[]): SessionView[] {
  return sessions.toSorted((a, b) => {
    const byRank = (RANKS[a.status] ?? OVER) - (RANKS[b.status] ?? OVER)
    return byRank || (isFinal(a.status) ? b.since - a.since : a.since - b.since)
  })
}

/** Whether every word of the search stands somewhere in what a row shows. */
export function matches({ name, status, platform = '', pin = '' }: SessionView, search: string): boolean {
  const shown = `${name} ${status} ${platform} ${pin}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => shown.includes(word))
}
