import type { CheckedFile, Representation } from './check-artefact.ts'

/** The smallest way to send a file that the browser says it understands; the plain file is understood by everyone. */
export function chooseRepresentation({ plain, encoded }: CheckedFile, acceptEncoding = ''): Representation {
  const accepted = acceptedEncodings(acceptEncoding)
  const possible = encoded.filter(({ encoding }) => accepted.has(encoding))
  return [plain, ...possible].reduce((best, each) => (each.bytes < best.bytes ? each : best))
}

/** `gzip, zstd;q=0.5, br;q=0`: the names that are not refused. How much more one is liked than another is not asked. */
function acceptedEncodings(header: string): ReadonlySet<string> {
  const wishes = header.split(',').map((part) => part.split(';').map((piece) => piece.trim().toLowerCase()))
  return new Set(wishes.filter(([, weight = '']) => !/^q=0(\.0*)?$/.test(weight)).map(([name = '']) => name))
}
