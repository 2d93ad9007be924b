/** What starts this program as the part that shows the customer's window, and nothing else. */
export const WINDOW_ARGUMENT = '--show-window'

/** What the applet tells the process that shows the window. */
export type WindowOrder = {
  readonly type: 'open'
  readonly url: string
  /** Until the page has one of its own. */
  readonly title: string
}

/** What that process tells the applet. */
export type WindowReport =
  | { readonly type: 'opened' }
  | { readonly type: 'failed'; readonly reason: string }
  /** Its frame's button was pressed. The window stays for once, so that the page can say goodbye. */
  | { readonly type: 'close-asked' }
