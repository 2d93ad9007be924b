import type { CustomerView } from './customer-view.ts'

/** What the customer is shown before anything has happened. */
export const NOTHING_YET: CustomerView = {
  language: 'en',
  stage: { kind: 'connecting' },
  company: '',
  technician: undefined,
  trust: 'nobody',
  code: undefined,
  prompt: undefined,
  permissions: [],
  isSeen: false,
  activeSince: undefined,
  files: [],
  places: [],
  fileWanted: false,
  notice: undefined,
  testMode: false,
}
