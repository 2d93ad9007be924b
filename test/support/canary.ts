import { randomBytes } from 'node:crypto'

/** Something that is looked for where it must not be, and in each form in which a program may hold it. */
export interface Canary {
  readonly name: string
  readonly forms: readonly Buffer[]
}

/** V8 holds a text in one byte or in two for each character. */
export function textCanary(name: string, text: string): Canary {
  return { name, forms: [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')] }
}

export function byteCanary(name: string, bytes: Uint8Array): Canary {
  return { name, forms: [Buffer.from(bytes)] }
}

/** The names of those that are in there. */
export function foundIn(haystack: Buffer, canaries: readonly Canary[]): string[] {
  return namesOf(canaries.filter(({ forms }) => forms.some((form) => haystack.includes(form))))
}

export function namesOf(canaries: readonly Canary[]): string[] {
  return canaries.map(({ name }) => name)
}

/** Bytes of the longest form. */
export function longest(canaries: readonly Canary[]): number {
  return Math.max(0, ...canaries.flatMap(({ forms }) => forms.map((form) => form.byteLength)))
}

/** ASCII that is nowhere by chance and needs no escape in JSON. */
export function randomWord(about: string): string {
  return `${about}-${randomBytes(16).toString('hex')}`
}
