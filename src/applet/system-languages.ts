/** What the customer's system speaks, the best first, as tags like `de-CH`. */
export function systemLanguages(environment: NodeJS.ProcessEnv = process.env): readonly string[] {
  const listed = environment.LANGUAGE?.split(':') ?? []
  const [first] = [environment.LC_ALL, environment.LC_MESSAGES, environment.LANG].filter(Boolean)
  const named = first === undefined ? [] : [first]
  // Windows and macOS set none of these; what Node writes dates in is the user's own.
  return [...listed, ...named, Intl.DateTimeFormat().resolvedOptions().locale].map(tagOf).filter((tag) => tag !== '')
}

/** `de_CH.UTF-8@euro` is `de-CH`; `C`, `POSIX` and what is no tag at all are no language. */
function tagOf(locale: string): string {
  const [name = ''] = locale.split(/[.@:]/)
  if (/^(C|POSIX)$/i.test(name)) return ''
  try {
    // Numbers and times are written by it, which a broken one would end the program with.
    return Intl.getCanonicalLocales(name.replaceAll('_', '-'))[0] ?? ''
  } catch {
    return ''
  }
}
