/** Cuts text into pieces of at most `longest` UTF-16 units, never through the middle of a character. */
export function pieces(text: string, longest: number): string[] {
  const cut: string[] = []
  let start = 0
  while (start < text.length) {
    const end = start + longest
    const splitsPair = /^[\ud800-\udbff]$/.test(text.charAt(end - 1)) && end < text.length
    cut.push(text.slice(start, splitsPair ? end - 1 : end))
    start = splitsPair ? end - 1 : end
  }
  return cut
}
