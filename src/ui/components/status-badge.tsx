import './status-badge.css'
import type { Status } from '../../protocol/broker/status.ts'
import { t } from '../words/words.ts'

const LOOKS: Partial<Record<Status, string>> = {
  Waiting: 'waiting',
  Active: 'active',
  Reconnecting: 'lost',
  Offline: 'lost',
}

/** The status as a word; colour and dot only repeat it. */
export function StatusBadge({ status }: { readonly status: Status }) {
  return <span class={`status-badge ${LOOKS[status] ?? ''}`}>{t(`status.${status}`)}</span>
}
