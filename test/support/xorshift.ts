/** Random numbers from 0 up to 1 that are the same for the same seed (xorshift32). The seed is a whole number, not 0. */
export function xorshift(seed: number): () => number {
  let state = seed | 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
