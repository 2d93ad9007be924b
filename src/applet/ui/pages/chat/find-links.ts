/** UTF-16 units; a longer address stays text. */
const LONGEST = 2048

/** A part of what somebody wrote; with an address, if it is one that may be opened. */
export interface Part {
  readonly text: string
  readonly url?: string
}

/** Where web addresses are in a text. Nothing but http and https counts, and the sign that ends a sentence is not part of it. */
export function findLinks(text: string): Part[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/i)
    .flatMap((part, index) => (index % 2 === 0 ? [{ text: part }] : linkIn(part)))
    .filter((part) => part.text !== '')
}

function linkIn(part: string): Part[] {
  const address = part.replace(/[.,;:!?'")\]}]+$/, '')
  const url = URL.parse(address)
  const after = { text: part.slice(address.length) }
  // As the browser would open it, so that letters that only look like others are told apart in the question.
  const isFine = url !== null && url.href.length <= LONGEST && url.username === '' && url.password === ''
  return isFine ? [{ text: address, url: url.href }, after] : [{ text: part }]
}
