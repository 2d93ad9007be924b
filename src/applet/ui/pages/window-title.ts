import type { CustomerView } from '../view/customer-view.ts'
import type { Loss } from './link/applet-link.ts'
import { t } from './speech.ts'

/** What stands in the list of windows: a question first of all, then whether somebody looks. */
export function titleOf(view: CustomerView | undefined, loss: Loss | undefined): string {
  if (loss) return t(loss === 'taken' ? 'window.taken' : 'window.lost')
  if (view?.prompt) return t('window.title.asks')
  if (view?.isSeen) return t('window.seen', { technician: view.technician || t('window.technician') })
  return view?.company || t('window.title')
}
