import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 bits in URL-safe base64, 43 characters: cookies, links, resume keys, tickets. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What we keep of a secret. Plain SHA-256 suffices: there is nothing to guess in 256 random bits. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** 128 random bits in hex: names a thing, proves nothing. */
export function newIdentifier(): string {
  return randomBytes(16).toString('hex')
}

/** Compares in a time that tells nothing about where two texts differ. */
export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
}
