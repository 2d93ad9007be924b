/** A question in two parts: its first sentence, which says who wants what, and the rest. Dots in names end no sentence. */
export function firstSentence(text: string, names: readonly string[], language: string): [string, string] {
  const masked = names
    .filter((name) => name !== '')
    .reduce((before, name) => before.replaceAll(name, 'x'.repeat(name.length)), text)
  const [first] = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(masked)
  const length = first?.segment.length ?? text.length
  return [text.slice(0, length).trim(), text.slice(length).trim()]
}
