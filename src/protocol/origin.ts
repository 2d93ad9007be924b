const LOOPBACK = /^(https?:\/\/)(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)(?=:|$)/

/**
 * An address of the broker as both sides must know it, from what a URL calls its origin. This computer has several names for
 * itself, and none of them leads anywhere else.
 */
export function commonOrigin(origin: string): string {
  return origin.replace(LOOPBACK, '$1localhost')
}
