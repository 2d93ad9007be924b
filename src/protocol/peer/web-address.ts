/**
 * Whether a person can be shown this and asked whether to open it: `http` or `https`, written as the browser will read it, with no
 * name and password in front of the host, which only serve to deceive.
 */
export function isWebAddress(text: string): boolean {
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return false
  return url.username === '' && url.password === '' && !/[\s\p{C}]/u.test(text)
}
