import './who.css'
import type { CustomerView } from '../../view/customer-view.ts'
import { Said } from '../said.tsx'
import { hourAndMinute, t } from '../speech.ts'
import { TrustMark } from './trust-mark.tsx'

/** Whom the customer deals with, whether that is proved, and since when. */
export function Who({ view }: { readonly view: CustomerView }) {
  const { trust, activeSince } = view
  return (
    <section class="who">
      <h1>
        <WhoItIs view={view} />
      </h1>
      <p>
        <TrustMark trust={trust} />
        {activeSince !== undefined && <span>{t('window.since', { time: hourAndMinute(activeSince) })}</span>}
      </p>
    </section>
  )
}

/** `Tess of Contoso Support`, as far as it is known. */
export function WhoItIs({ view: { technician, company } }: { readonly view: CustomerView }) {
  return (
    <>
      <bdi>{technician || company || t('window.technician')}</bdi>
      {technician && company && ' '}
      {technician && company && (
        <span>
          <Said words="window.of-company" values={{ company }} />
        </span>
      )}
    </>
  )
}
