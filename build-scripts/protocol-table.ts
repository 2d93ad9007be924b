import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GenericSchema } from 'valibot'
import { BROKER_CATALOG } from '../src/protocol/broker/catalog.ts'
import { CLOSE_CODES } from '../src/protocol/close-code.ts'
import { HANDSHAKE_CATALOG } from '../src/protocol/handshake/catalog.ts'
import { LIMITS } from '../src/protocol/limits.ts'
import { PEER_CATALOG } from '../src/protocol/peer/catalog.ts'

/** Writes the generated tables of SPEC.md between their markers; with --check it only says whether they are up to date. */
const SPEC = join(import.meta.dirname, '../src/protocol/SPEC.md')

interface Row {
  readonly from: string
  readonly requires?: string
  readonly afterCut?: string
  readonly about: string
  readonly fields: GenericSchema
}

/** `more` are the columns that only this layer has. */
function messageTable(catalog: Readonly<Record<string, Row>>, more: Readonly<Record<string, 'requires' | 'afterCut'>>) {
  const head = ['message', 'from', ...Object.keys(more), 'fields', '']
  const rows = Object.entries(catalog).map(([name, row]) => {
    const added = Object.values(more).map((field) => row[field] ?? '')
    return [`\`${name}\``, row.from, ...added, fieldNames(row.fields), row.about]
  })
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function fieldNames(fields: GenericSchema): string {
  const entries = 'entries' in fields ? (fields.entries as Record<string, GenericSchema>) : {}
  return Object.entries(entries)
    .map(([name, schema]) => `\`${name}${schema.type === 'optional' ? '?' : ''}\``)
    .join(', ')
}

function closeCodeTable(): string {
  const rows = Object.entries(CLOSE_CODES).map(([name, code]) => `| ${code} | \`${name}\` |`)
  return ['| code | name |', '|---|---|', ...rows].join('\n')
}

/** The comment above each limit in the source is its reason: there is only one place to write it. */
function limitTable(): string {
  const source = readFileSync(join(import.meta.dirname, '../src/protocol/limits.ts'), 'utf8')
  const rows = Object.entries(LIMITS).map(([name, value]) => {
    const reason = new RegExp(`/\\*\\* ([^*]*) \\*/\\s+${name}:`).exec(source)?.[1]
    if (!reason) throw new Error(`limits.ts gives no reason for ${name}`)
    return `| \`${name}\` | ${value} | ${reason} |`
  })
  return ['| limit | value | unit and reason |', '|---|---|---|', ...rows].join('\n')
}

const TABLES: Readonly<Record<string, () => string>> = {
  'broker messages': () => messageTable(BROKER_CATALOG, { requires: 'requires' }),
  'handshake messages': () => messageTable(HANDSHAKE_CATALOG, {}),
  'peer messages': () => messageTable(PEER_CATALOG, { requires: 'requires', 'after a cut': 'afterCut' }),
  'close codes': closeCodeTable,
  limits: limitTable,
}

function fill(spec: string): string {
  return Object.entries(TABLES).reduce((text, [name, table]) => {
    const between = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`)
    if (!between.test(text)) throw new Error(`SPEC.md has no place for the table of ${name}`)
    return text.replace(between, (_, start: string, end: string) => `${start}${table()}\n${end}`)
  }, spec)
}

const before = readFileSync(SPEC, 'utf8')
const after = fill(before)
if (process.argv.includes('--check')) {
  if (before !== after) {
    console.error('SPEC.md is behind the catalog. Run: npm run spec')
    process.exitCode = 1
  }
} else {
  writeFileSync(SPEC, after)
}
