import { t, tCount } from '../../ui/words/words.ts'

const KB = 1000
const UNITS = [
  { from: KB ** 3, key: 'files.unit.gb' },
  { from: KB ** 2, key: 'files.unit.mb' },
  { from: KB, key: 'files.unit.kb' },
] as const

/** `1.5 MB`, as the reader's language writes numbers. */
export function fileSize(bytes: number): string {
  const unit = UNITS.find(({ from }) => bytes >= from)
  if (!unit) return tCount('files.unit.bytes', bytes)
  const count = bytes / unit.from
  return t(unit.key, { count: count.toLocaleString(document.documentElement.lang || undefined, digitsOf(count)) })
}

function digitsOf(count: number): Intl.NumberFormatOptions {
  return { maximumFractionDigits: count < 10 ? 1 : 0 }
}
