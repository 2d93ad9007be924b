/**
 * One integer for both layers, sent in the first message of each. A newer side may add message fields and trailing bytes
 * without raising it, because both are ignored; it rises when an older side would misunderstand.
 */
export const PROTOCOL_VERSION = 1

/** The oldest version we still speak. */
const OLDEST_PROTOCOL_VERSION = 1

export function speaks(version: number): boolean {
  return version >= OLDEST_PROTOCOL_VERSION && version <= PROTOCOL_VERSION
}
