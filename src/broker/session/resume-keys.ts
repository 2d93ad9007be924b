import { equalSecrets, hashSecret, newSecret } from '../secret.ts'

/**
 * The keys with which an applet comes back, hashed. A new one is issued at each return. The one before stays good until the
 * applet shows a sign of life under the new one, or a connection cut at that very moment would lose the session.
 */
export interface ResumeKeys {
  readonly current: string
  readonly previous?: string
}

export function renewResumeKeys(keys: ResumeKeys | undefined): { keys: ResumeKeys; resumeKey: string } {
  const resumeKey = newSecret()
  const current = hashSecret(resumeKey)
  return { keys: keys ? { current, previous: keys.current } : { current }, resumeKey }
}

export function opensWith(keys: ResumeKeys | undefined, resumeKey: string): boolean {
  const hash = hashSecret(resumeKey)
  return [keys?.current, keys?.previous].some((known) => known !== undefined && equalSecrets(known, hash))
}

export function confirmResumeKeys({ current }: ResumeKeys): ResumeKeys {
  return { current }
}
