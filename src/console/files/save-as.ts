/** Milliseconds that a browser may need until it has begun to read what it saves. */
const READ_WITHIN_MS = 60_000

/** To be called while the technician presses: the browser puts it where it puts what is downloaded. */
export function saveAs(content: Blob, name: string): void {
  const url = URL.createObjectURL(content)
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), READ_WITHIN_MS)
}
