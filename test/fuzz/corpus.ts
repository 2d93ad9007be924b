import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../fixtures/fuzz')

/** Inputs that once led somewhere new, in the order of their names. */
export function readCorpus(decoder: string): Uint8Array[] {
  const folder = join(FOLDER, decoder)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .map((file) => readFileSync(join(folder, file)))
}

/** Keeps an input for all runs to come; the name of its file is what it holds. */
export function keep(decoder: string, input: Uint8Array): string {
  const folder = join(FOLDER, decoder)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${createHash('sha256').update(input).digest('hex').slice(0, 16)}.bin`)
  writeFileSync(file, input)
  return file
}
