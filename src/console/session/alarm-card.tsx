import './alarm-card.css'
import { ShieldAlert } from 'lucide'
import { Icon } from '../../ui/components/icon.tsx'
import type { Situation } from './remedy.ts'

/** An end that must not look like any other: somebody may be in between. */
export function AlarmCard({ situation: { title, hint } }: { readonly situation: Situation }) {
  return (
    <div class="alarm" role="alert">
      <div class="words">
        <Icon of={ShieldAlert} />
        <p class="title">{title}</p>
        <p>{hint}</p>
      </div>
    </div>
  )
}
