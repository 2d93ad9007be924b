/**
 * What people put between digits when they read them from paper or copy them: spaces of every width, dashes, and what
 * cannot be seen. Digits of other scripts stay and are refused: two scripts would make two codes look like one.
 */
const BETWEEN_DIGITS = /[\s\p{Pd}\u2212\u00ad\u200b\u2060]/gu

export function typedPin(text: string): string {
  return text.replace(BETWEEN_DIGITS, '')
}
