/** Bytes of a name: what file systems take. */
const MOST_BYTES = 255

/** What separates folders, streams and drives somewhere, or stands for other files. */
const MEANINGFUL = /[/\\:*?"<>|]/

/**
 * Controls, and signs that make a name look like another one: they turn the direction of writing, or cannot be seen. Two that
 * only join letters or keep them apart are part of how Persian, Hindi and emoji are written.
 */
const DECEIVING =
  /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]|\u034f|\u17b4|\u17b5/u

/** Windows gives these to devices, whatever ending follows and in whatever case. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(\.|$)/i

/** Windows acts on these as soon as their folder is looked at. */
const OBEYED = /^(desktop\.ini|autorun\.inf)$/i

const utf8 = new TextEncoder()

/**
 * The name under which a file may be kept on any computer, or undefined: what is no plain name of a file under the rules of
 * Linux and of Windows is refused, not repaired. Composed, so that it looks the same and is the same everywhere.
 */
export function safeFileName(name: string): string | undefined {
  const composed = name.isWellFormed() ? name.normalize('NFC') : ''
  const isHarmless = [MEANINGFUL, DECEIVING, DEVICE, OBEYED].every((pattern) => !pattern.test(composed))
  // Windows drops dots and spaces at the end; a dot in front hides a file, and shells obey some that are hidden.
  const hasPlainEnds = /^[^\s.]/u.test(composed) && /[^\s.]$/u.test(composed)
  return isHarmless && hasPlainEnds && utf8.encode(composed).byteLength <= MOST_BYTES ? composed : undefined
}

/** To be read by somebody: what would make it look like another name is seen as a sign of its own. */
export function shownFileName(name: string): string {
  return name.replace(new RegExp(DECEIVING, 'gu'), '\ufffd')
}

/** `report.pdf` as `report (1).pdf`, no longer than a name may be. */
export function numberedFileName(name: string, number: number): string {
  if (number === 0) return name
  const dot = name.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  const suffix = ` (${number})${ending}`
  let short = stem
  while (utf8.encode(short + suffix).byteLength > MOST_BYTES && short !== '') short = [...short].slice(0, -1).join('')
  return `${short.trimEnd()}${suffix}`
}
