import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.ts'

/**
 * The ids of protocol rules in test titles (`[P4] …`) must exist in SPEC.md, and every rule there needs a test that names it.
 */
const spec = readFileSync(join(root, 'src/protocol/SPEC.md'), 'utf8')
const rules = new Set([...spec.matchAll(/^- \*\*\[([A-Z]\d+)\]\*\*/gm)].map((match) => match[1] as string))

const titles = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) => {
    const text = readFileSync(join(root, 'test', file), 'utf8')
    const starts = [...text.matchAll(/\b(?:test|describe)\b[^'"`\n]*\(\s*['"`]((?:\[[A-Z][A-Z\d]*-?\d+\] ?)+)/g)]
    return starts.flatMap((match) =>
      [...(match[1] as string).matchAll(/[A-Z][A-Z\d]*-?\d+/g)].map(([id]) => ({ file, id })),
    )
  })

const tested = new Set(titles.map(({ id }) => id))
const problems = [
  ...titles
    .filter(({ id }) => /^[A-Z]\d+$/.test(id) && !rules.has(id))
    .map(({ file, id }) => `${file}: SPEC.md has no rule [${id}]`),
  ...[...rules].filter((id) => !tested.has(id)).map((id) => `no test names rule [${id}] of SPEC.md`),
]
for (const problem of problems) console.error(problem)
console.log(`test titles: ${rules.size} rules, ${titles.length} titles with an id, ${problems.length} problems`)
process.exitCode = problems.length === 0 ? 0 : 1
