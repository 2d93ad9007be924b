const NAME = 'token'

/**
 * What proves to the program that this is its own window. It leaves the address at once, where it could be seen and copied;
 * the tab keeps it, so that loading the page again works.
 */
export function takeToken(): string {
  const fresh = new URLSearchParams(location.hash.slice(1)).get(NAME)
  if (fresh !== null) {
    history.replaceState(null, '', location.pathname)
    sessionStorage.setItem(NAME, fresh)
  }
  return fresh ?? sessionStorage.getItem(NAME) ?? ''
}
