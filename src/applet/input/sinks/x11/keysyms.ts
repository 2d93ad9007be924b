const RETURN = 0xff0d
const TAB = 0xff09
const UNICODE = 0x0100_0000

/** The keysyms that give this text, one after the other; what no key can mean, such as other control characters, is left out. */
export function keysymsOf(text: string): number[] {
  return Array.from(text.replaceAll('\r\n', '\n'), keysymOf).filter((keysym) => keysym !== undefined)
}

function keysymOf(character: string): number | undefined {
  const codePoint = character.codePointAt(0) ?? 0
  if (character === '\n' || character === '\r') return RETURN
  if (character === '\t') return TAB
  if (isCharacter(codePoint)) return codePoint
  const control = codePoint < 0xa0
  const loneSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff
  return control || loneSurrogate ? undefined : UNICODE + codePoint
}

/** Whether a keysym is a character by Latin-1 or Unicode, and not a function or a modifier. */
export function isCharacter(keysym: number): boolean {
  const printableLatin1 = (keysym >= 0x20 && keysym <= 0x7e) || (keysym >= 0xa0 && keysym <= 0xff)
  return printableLatin1 || (keysym >= UNICODE + 0x100 && keysym <= UNICODE + 0x10_ffff)
}
