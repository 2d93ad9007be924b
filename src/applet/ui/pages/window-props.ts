import type { CustomerAct } from '../view/customer-act.ts'
import type { CustomerView } from '../view/customer-view.ts'

/** What most parts of the window need: what is, and a way to do something about it. */
export interface WindowProps {
  readonly view: CustomerView
  readonly act: (act: CustomerAct) => void
}
