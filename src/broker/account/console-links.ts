/** The token stands behind the `#`: browsers keep that part to themselves, so it is in no log and no referrer. */
export function consoleLink(publicUrl: string, kind: 'set-up' | 'sign-in', token: string): string {
  return `${publicUrl}/console#${kind === 'set-up' ? 'setup' : 'sign-in'}=${token}`
}
