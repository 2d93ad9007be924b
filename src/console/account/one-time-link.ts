export interface OneTimeLink {
  readonly purpose: 'setup' | 'sign-in'
  readonly token: string
}

/** Takes the token of a one-time link out of the address bar, so that it stays in no history and on no screen. */
export function takeOneTimeLink(): OneTimeLink | undefined {
  const match = /^#(setup|sign-in)=([\w-]+)$/.exec(location.hash)
  if (!match?.[2]) return undefined
  history.replaceState(null, '', location.pathname)
  return { purpose: match[1] as OneTimeLink['purpose'], token: match[2] }
}
