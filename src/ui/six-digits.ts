const DIGITS = 6

/** The digits of a typed or pasted text: `123 456` and `123-456` are the same code. */
export function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '').slice(0, DIGITS)
}

export function isWhole(digits: string): boolean {
  return digits.length === DIGITS
}

/** Two groups for the eye: `123 456`. */
export function inGroups(digits: string): string {
  return digits.length > DIGITS / 2 ? `${digits.slice(0, DIGITS / 2)} ${digits.slice(DIGITS / 2)}` : digits
}
