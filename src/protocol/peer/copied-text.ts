// No clipboard holds a NUL, and the other controls are of use to nobody but whoever wants to trick a terminal.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/** What of a text may go from clipboard to clipboard: whole characters, tabs, and lines that end with LF. */
export function copiedText(raw: string): string {
  return raw.replace(/\r\n?/g, '\n').replace(CONTROLS, '').toWellFormed()
}

export function isCopiedText(text: string): boolean {
  return text.isWellFormed() && text.search(CONTROLS) === -1
}
