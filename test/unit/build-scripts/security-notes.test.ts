import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const notes = readFileSync(join(root, 'SECURITY.md'), 'utf8')

/** The first version without the flaws that the notes name. */
const FIXED_IN = '26.12.1'

test('[DOC-1] the notes speak of the Node we pin, and of its open flaws for as long as it has them', () => {
  const { node } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).config
  const isFixed = node.localeCompare(FIXED_IN, 'en', { numeric: true }) >= 0
  expect(notes.includes(`The programs run on Node ${node}.`)).toBe(true)
  expect(notes.includes('CVE-2026-')).toBe(!isFixed)
})

test('[DOC-1] the notes lead to files and commands that exist', () => {
  const links = [...notes.matchAll(/\]\((src\/[^)]+)\)/g)]
  expect(links.length).toBeGreaterThan(1)
  for (const [, file = ''] of links) expect(() => readFileSync(join(root, file))).not.toThrow()
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const commands = [...notes.matchAll(/npm run ([\w:]+)/g)]
  expect(commands.length).toBeGreaterThan(0)
  for (const [, command = ''] of commands) expect(Object.keys(scripts)).toContain(command)
})
