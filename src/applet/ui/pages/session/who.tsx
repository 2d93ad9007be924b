import './who.css'
import type { CustomerView } from '../../view/customer-view.ts'
import { Said } from '../said.tsx'
import { hourAndMinute, t } from '../speech.ts'
import { TrustMark } from './trust-mark.tsx'

/** Whom the customer deals with, whether that is proved, and since when. */
export function Who({ view: { technician, company, trust, activeSince } }: { readonly view: CustomerView }) {
  const since = activeSince !== undefined && t('window.since', { time: hourAndMinute(activeSince) })
  return (
    <section class="who">
      <h1>
        <bdi>{technician || company || t('window.technician')}</bdi>
        {technician && company && ' '}
        {technician && company && (
          <span>
            <Said words="window.of-company" values={{ company }} />
          </span>
        )}
      </h1>
      <p>
        <TrustMark trust={trust} />
        {since && <span>{since}</span>}
      </p>
    </section>
  )
}
