import { Unplug } from 'lucide'
import type { Loss } from '../link/applet-link.ts'
import { t } from '../speech.ts'
import { Face } from './face.tsx'

/** The program is gone, and with it everything that it shared; or another window took over. */
export function LostPage({ loss }: { readonly loss: Loss }) {
  return (
    <main class="window">
      <Face icon={Unplug} look="wait" title={t(loss === 'taken' ? 'window.taken' : 'window.lost')}>
        <p role="alert">{t(loss === 'taken' ? 'window.taken.lead' : 'window.lost.lead')}</p>
      </Face>
    </main>
  )
}
