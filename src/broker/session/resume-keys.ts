import { equalSecrets, hashSecret, newSecret } from '../secret.ts'

/**
 * The keys with which an applet comes back, hashed. It gets a new one each time it comes in. Until it shows a sign of life
 * under that one the others stay good, or a connection cut at that very moment would lose the session.
 */
export interface ResumeKeys {
  readonly current: string
  /** The one issued before: an answer may have arrived all the same. */
  readonly previous?: string
  /** The one that it came in with; the first is the claim key, which it drew itself. */
  readonly shown?: string
}

export function renewResumeKeys(keys: ResumeKeys | undefined, shown: string) {
  const resumeKey = newSecret()
  const before = keys && { previous: keys.current }
  const renewed: ResumeKeys = { current: hashSecret(resumeKey), ...before, shown: hashSecret(shown) }
  return { keys: renewed, resumeKey }
}

/** Takes the key's hash, which is all that a store is told. */
export function opensWith(keys: ResumeKeys | undefined, hash: string): boolean {
  const good = [keys?.current, keys?.previous, keys?.shown]
  return good.some((known) => known !== undefined && equalSecrets(known, hash))
}

export function confirmResumeKeys({ current }: ResumeKeys): ResumeKeys {
  return { current }
}
