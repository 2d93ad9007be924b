/** Each part behind its length as LEB128, so that no two lists of parts give the same bytes. `lv_cat` of the CPace draft. */
export function concatWithLengths(...parts: readonly Uint8Array[]): Uint8Array {
  return concat(...parts.flatMap((part) => [lengthOf(part), part]))
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}

/** How many bytes `part` takes behind its length. */
export function sizeWithLength(part: Uint8Array): number {
  return lengthOf(part).byteLength + part.byteLength
}

function lengthOf(part: Uint8Array): Uint8Array {
  const digits: number[] = []
  let rest = part.byteLength
  do {
    digits.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0))
    rest >>>= 7
  } while (rest > 0)
  return Uint8Array.from(digits)
}
