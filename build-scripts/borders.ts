import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** The borders between the rooms, each with its reason. One table, checked over every import, type imports included. */
interface Border {
  /** Files the border is around. */
  readonly from: RegExp
  /** What they must not import: a path below src, or a package's name. */
  readonly mayNot: RegExp
  readonly unless?: RegExp
  readonly why: string
}

const ADAPTERS = /\/(sources|sinks|boards|finders|signs|keys|encoders|decoders|shells|backends)\//

export const BORDERS: readonly Border[] = [
  { from: /^src\/base\//, mayNot: /^(?!src\/base\/)/, why: 'base is usable in any program' },
  {
    from: /^src\/protocol\//,
    mayNot: /^(?!src\/(base|protocol)\/|valibot$)/,
    why: 'the protocol is read by all programs and owned by none',
  },
  {
    from: /^src\/channel\//,
    mayNot: /^(?!src\/(base|protocol|channel)\/|@noble\/)/,
    why: 'a channel does not know who speaks',
  },
  {
    from: /^src\/applet\//,
    mayNot: /^src\/(broker|console|join|ui)\//,
    unless: /^src\/applet\/ui\/pages\//,
    why: 'programs meet only on the wire',
  },
  {
    from: /^src\/applet\/ui\/pages\//,
    mayNot:
      /^src\/(?!(base|ui)\/|protocol\/(permission|fields|limits)\.ts$|applet\/(ui\/(pages|view)|words)\/)|^src\/ui\/words\//,
    why: 'the window draws what it is given and decides nothing: it knows views, acts and words',
  },
  {
    from: /^src\/applet\/(?!ui\/pages\/)/,
    mayNot: /^src\/applet\/ui\/pages\//,
    why: 'what runs in a window does not run in the program',
  },
  { from: /^src\/broker\//, mayNot: /^src\/(applet|console|join|ui)\//, why: 'programs meet only on the wire' },
  { from: /^src\/console\//, mayNot: /^src\/(applet|broker|join)\//, why: 'programs meet only on the wire' },
  { from: /^src\/join\//, mayNot: /^src\/(applet|broker|console)\//, why: 'programs meet only on the wire' },
  { from: /^src\/ui\//, mayNot: /^src\/(applet|broker|console|join)\//, why: 'shared parts know no page' },
  {
    from: /^src\//,
    mayNot: ADAPTERS,
    unless:
      /\/(main|choose-[\w-]+)\.tsx?$|\/(sources|sinks|boards|finders|signs|keys|encoders|decoders|shells|backends)\//,
    why: 'adapters are chosen in one place',
  },
  {
    from: /^src\//,
    mayNot: /^@noble\//,
    // No key: a browser can hash only what it holds as a whole, and a file comes piece by piece.
    unless: /^src\/(channel\/sealing\/|console\/files\/sha-256\.ts$)/,
    why: 'keys are made in one room',
  },
  { from: /^src\/broker\//, mayNot: /^src\/protocol\/(peer|handshake)\//, why: 'the broker forwards, it cannot read' },
  { from: /^src\/broker\//, mayNot: /^src\/channel\//, why: 'the broker forwards, it cannot read' },
  {
    from: /^src\/(broker|applet)\/session\//,
    mayNot: /^src\/(broker|applet)\/(gateway|http|ui)\//,
    why: 'session logic is tested without sockets and windows',
  },
  { from: /^src\//, mayNot: /\/main\.tsx?$/, why: 'nobody imports a program' },
  { from: /^src\//, mayNot: /^commander$/, unless: /\/cli\.ts$/, why: 'the command line is read in one file' },
  {
    from: /^src\//,
    mayNot: /^ws$/,
    unless: /^src\/(applet\/session\/broker-socket|broker\/gateway\/[\w-]+)\.ts$/,
    why: 'WebSocket is spoken in one adapter of each program',
  },
  {
    from: /^src\//,
    mayNot: /^(koffi|sharp|screenshot-desktop|@julusian\/jpeg-turbo|@nut-tree-fork\/.*)$/,
    unless: /^src\/applet\/(x11|win32|macos|libnut|.*\/(sources|sinks|boards|finders|signs|keys|encoders|shells))\//,
    why: 'native parts can be swapped one file at a time',
  },
  {
    from: /^src\/applet\//,
    mayNot: /^src\/applet\/(x11|win32|macos|libnut)\//,
    unless: /^src\/applet\/(x11|win32|macos|libnut|.*\/(sources|sinks|boards|finders|signs|keys|shells))\//,
    why: 'only adapters speak to the operating system',
  },
]

export interface Import {
  readonly from: string
  /** A path below the root, or a package's name. */
  readonly to: string
}

const root = join(import.meta.dirname, '..')
const IMPORT = /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g

export function readImports(): Import[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => join('src', file))
    .flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')))
}

export function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map((match) => {
    const target = match[1] ?? match[2] ?? ''
    return { from: file, to: target.startsWith('.') ? relative(root, join(root, dirname(file), target)) : target }
  })
}

export function crossings(imports: readonly Import[]): string[] {
  return imports.flatMap(({ from, to }) =>
    BORDERS.filter(
      (border) =>
        border.from.test(from) && border.mayNot.test(to) && !border.unless?.test(from) && !to.startsWith('node:'),
    ).map((border) => `${from} imports ${to}: ${border.why}`),
  )
}

/** Cycles of files, each told once, by its first file in the order of the alphabet. */
export function cycles(imports: readonly Import[]): string[] {
  const targets = Map.groupBy(imports, ({ from }) => from)
  const found: string[] = []
  const finished = new Set<string>()
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) return void found.push([...path.slice(path.indexOf(file)), file].join(' -> '))
    if (finished.has(file)) return
    for (const { to } of targets.get(file) ?? []) visit(to, [...path, file])
    finished.add(file)
  }
  for (const file of [...targets.keys()].sort()) visit(file, [])
  return found
}

if (import.meta.main) {
  const imports = readImports()
  const problems = [...crossings(imports), ...cycles(imports).map((cycle) => `cycle: ${cycle}`)]
  for (const problem of problems) console.error(problem)
  console.log(`borders: ${imports.length} imports, ${problems.length} problems`)
  process.exitCode = problems.length === 0 ? 0 : 1
}
