/** What the customer's system speaks, the best first, as tags like `de-CH`. */
export function systemLanguages(environment: NodeJS.ProcessEnv = process.env): readonly string[] {
  const listed = environment.LANGUAGE?.split(':') ?? []
  const [first] = [environment.LC_ALL, environment.LC_MESSAGES, environment.LANG].filter(Boolean)
  const named = first === undefined ? [] : [first]
  // Windows and macOS set none of these; what Node writes dates in is the user's own.
  return [...listed, ...named, Intl.DateTimeFormat().resolvedOptions().locale].map(tagOf).filter((tag) => tag !== '')
}

/** `de_CH.UTF-8@euro` is `de-CH`; `C` and `POSIX` are no language. */
function tagOf(locale: string): string {
  const [name = ''] = locale.split(/[.@]/)
  return /^(C|POSIX)$/i.test(name) ? '' : name.replaceAll('_', '-')
}
