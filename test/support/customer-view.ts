import type { CustomerView, PromptView } from '../../src/applet/ui/view/customer-view.ts'
import { NOTHING_YET } from '../../src/applet/ui/view/nothing-yet.ts'

const VIEW: CustomerView = {
  ...NOTHING_YET,
  stage: { kind: 'active' },
  company: 'Contoso',
  technician: 'Tess',
  trust: 'verified',
}

/** A session under way in which nothing is allowed and nothing is asked, but for these changes. */
export function customerView(changes: Partial<CustomerView> = {}): CustomerView {
  return { ...VIEW, ...changes }
}

/** Tess asks for the screen, but for these changes. */
export function promptView(changes: Partial<PromptView> = {}): PromptView {
  return {
    id: 1,
    kind: 'permission',
    permissions: ['view'],
    text: 'Tess of Contoso wants to see your screen. Do you allow this?',
    warning: undefined,
    choices: [],
    minutes: [],
    openedAt: 0,
    timeMs: 60_000,
    ...changes,
  }
}
