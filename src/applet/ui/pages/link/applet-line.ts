import type { ChatLine, CustomerView, LogLine } from '../../view/customer-view.ts'

/** One line of the stream in which the program tells its window everything; an empty one is a sign of life. */
export type AppletLine = { readonly view: CustomerView } | { readonly chat: ChatLine } | { readonly log: LogLine }
