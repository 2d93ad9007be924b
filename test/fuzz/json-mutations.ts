import type { Random } from './random.ts'

type Container = Record<string, unknown>

/** Names that reach what all objects share, and the field that says what a message is. */
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'type', '', '0', 'length', 'then']
const VALUES: readonly unknown[] = [
  ...[null, true, false, '', ' ', '0', 'constructor', '__proto__', '\u0000', '\u202e', '😀', 'x'.repeat(70)],
  ...[0, -1, 1, 0.5, 255, 256, 65_535, 65_536, 16_384, 2 ** 31, 2 ** 32, 2 ** 53, 1e308, -1e308],
  ...[[], {}, [[]], [{}], [null], { length: 3 }, { toString: 1 }],
]
/** What JSON.stringify does not write: numbers beyond all numbers, halves of characters. */
const RAW: readonly string[] = [
  '1e999',
  '-0',
  '9'.repeat(400),
  '"\\ud800"',
  '"\\udc00x"',
  '1E-999',
  '"\\u0000"',
  '01',
  'NaN',
]
const DEPTHS = [3, 100, 5000]

/** A mark that no seed contains; it is replaced in the text. */
const MARK = '@raw@'

/** Another JSON text, nearly always well formed, of a document and of the values that stand in others. */
export function mutateJson(text: string, random: Random, values: readonly string[]): string {
  let root: unknown = JSON.parse(text)
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const container = random.oneIn(20) ? undefined : someContainer(root, random)
    if (container) mutateContainer(container, random, values)
    else root = someValue(random, values)
  }
  const result = JSON.stringify(root) ?? 'null'
  return result.includes(MARK) ? result.replaceAll(`"${MARK}"`, () => rawValue(random)) : result
}

/** Every value that stands anywhere in a document, as text: what is put into another must not be shared with it. */
export function valuesIn(value: unknown): string[] {
  const inner = typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : []
  return [JSON.stringify(value), ...inner]
}

function someContainer(root: unknown, random: Random): Container | undefined {
  if (typeof root !== 'object' || root === null) return undefined
  let at = root as Container
  for (;;) {
    const inner = Object.values(at).filter((value) => typeof value === 'object' && value !== null)
    if (inner.length === 0 || random.oneIn(2)) return at
    at = random.pick(inner) as Container
  }
}

function mutateContainer(container: Container, random: Random, values: readonly string[]): void {
  const value = someValue(random, values)
  if (Array.isArray(container)) return void container.splice(random.below(container.length + 1), random.below(2), value)
  const keys = Object.keys(container)
  const key = keys.length === 0 || random.oneIn(4) ? random.pick(NAMES) : random.pick(keys)
  if (random.oneIn(5)) return void delete container[key]
  // An assignment to `__proto__` would change the prototype instead of adding a field of that name.
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true })
}

function someValue(random: Random, values: readonly string[]): unknown {
  switch (random.below(8)) {
    case 0:
      return MARK
    case 1:
      return random.pick([1, 16, 17, 64, 300]) === 1
        ? ''
        : 'y'.repeat(random.pick([1, 16, 17, 64, 65, 200, 201, 500, 501]))
    case 2:
      return Array.from({ length: random.pick([1, 2, 3, 16, 17, 33]) }, () => JSON.parse(random.pick(values)))
    case 3:
    case 4:
    case 5:
      return JSON.parse(random.pick(values))
    case 6:
      return { ['__proto__']: { polluted: true }, constructor: { prototype: { polluted: true } } }
    default:
      return structuredClone(random.pick(VALUES))
  }
}

function rawValue(random: Random): string {
  if (!random.oneIn(10)) return random.pick(RAW)
  const depth = random.pick(DEPTHS)
  return random.oneIn(2)
    ? '['.repeat(depth) + ']'.repeat(depth)
    : `${'{"__proto__":'.repeat(depth)}1${'}'.repeat(depth)}`
}
