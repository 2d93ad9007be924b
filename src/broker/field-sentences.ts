import * as v from 'valibot'
import { LIMITS } from '../protocol/limits.ts'

/** What to enter, by the name of a field that people fill in or a link does for them. */
const SENTENCES: Readonly<Record<string, string>> = {
  email: 'Enter an e-mail address such as you@example.com.',
  name: `Enter a name of at most ${LIMITS.nameLength} characters.`,
  password: `Enter a password of at most ${LIMITS.passwordLength} characters.`,
  token: 'This link is not complete. Open all of it.',
}

/** A sentence about the first thing that is wrong; never with what was sent. */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  // Ours are whole sentences; those of valibot would show what was sent.
  if (issue.message.endsWith('.')) return issue.message
  const field = v.getDotPath(issue) ?? ''
  // A field too many or of the wrong type is no person's mistake.
  const isTyped = typeof issue.input === 'string'
  return (isTyped ? SENTENCES[field] : undefined) ?? `${field === '' ? 'The request' : field} does not fit.`
}
