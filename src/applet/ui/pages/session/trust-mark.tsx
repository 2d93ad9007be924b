import './trust-mark.css'
import { ShieldAlert, ShieldCheck } from 'lucide'
import { Icon } from '../../../../ui/components/icon.tsx'
import type { Trust } from '../../view/customer-view.ts'
import { t } from '../speech.ts'

/** Whether it is proved that this is the technician whom the customer talks to. */
export function TrustMark({ trust }: { readonly trust: Trust }) {
  if (trust === 'nobody') return null
  return (
    <span class={trust}>
      <Icon of={trust === 'verified' ? ShieldCheck : ShieldAlert} />
      {t(`window.${trust}`)}
    </span>
  )
}
