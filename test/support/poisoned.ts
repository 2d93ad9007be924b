type Container = Record<string, unknown>

/** Fields that reach for what all objects share, as names and values in JSON. */
const POISONS: readonly Readonly<Record<string, unknown>>[] = [
  { ['__proto__']: { polluted: true } },
  { ['__proto__']: { ['__proto__']: { polluted: true } } },
  { ['__proto__']: null },
  { ['__proto__']: ['polluted'] },
  { ['__proto__']: { toString: 'polluted' } },
  { constructor: { prototype: { polluted: true } } },
  { constructor: { prototype: null, name: 'polluted' } },
  { constructor: null },
  { prototype: { polluted: true } },
  { toString: 0, valueOf: 0, hasOwnProperty: 0 },
  { toJSON: 'polluted', length: 'polluted' },
  { '__proto__.polluted': true, '__proto__[polluted]': true },
]

const FORBIDDEN = [
  '__proto__',
  'constructor',
  'prototype',
  'polluted',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'toJSON',
]

/** The document once with each of them in each of its objects, and once with each of them instead of each of its values. */
export function poisoned(document: object): string[] {
  const places = pathsIn(document)
  return POISONS.flatMap((poison) =>
    places.flatMap((path) => [changed(document, path, poison, 'beside'), changed(document, path, poison, 'instead')]),
  ).filter((text) => text !== '')
}

/** Only what is added to the document itself: a reader that drops unknown fields takes it as if nothing had been added. */
export function withPoisonBeside(document: object): string[] {
  return POISONS.map((poison) => changed(document, [], poison, 'beside'))
}

function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, [...path, name]))]
}

function changed(document: object, path: readonly string[], poison: Container, where: 'beside' | 'instead'): string {
  const root = { document: structuredClone(document) as unknown }
  const names = ['document', ...path]
  const last = names.pop() as string
  const parent = names.reduce<Container>((at, name) => at[name] as Container, root)
  const target = parent[last]
  if (where === 'instead') parent[last] = poison
  else if (typeof target === 'object' && target !== null && !Array.isArray(target)) add(target as Container, poison)
  else return ''
  return JSON.stringify(root.document)
}

/** An assignment to `__proto__` would add no field of that name. */
function add(target: Container, poison: Container): void {
  for (const name of Object.keys(poison)) {
    Object.defineProperty(target, name, { value: poison[name], enumerable: true })
  }
}

/** What of a value that was read from such a document is not as it should be, by path. */
export function poisonIn(value: unknown, path = 'value'): string[] {
  if (typeof value !== 'object' || value === null) return []
  const shared: readonly unknown[] = [Object.prototype, Array.prototype, Map.prototype, null]
  const strange = shared.includes(Object.getPrototypeOf(value)) ? [] : [`${path} has another prototype`]
  const added = FORBIDDEN.filter((name) => Object.hasOwn(value, name)).map((name) => `${path}.${name}`)
  return [...strange, ...added, ...Object.entries(value).flatMap(([name, inner]) => poisonIn(inner, `${path}.${name}`))]
}

const SHARED = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype]

/** Everything that all objects inherit, to compare before and after. */
export function inherited(): unknown[] {
  return SHARED.map((each) => Object.getOwnPropertyDescriptors(each)).map((all) =>
    Reflect.ownKeys(all).map((name) => [name, all[name as never]]),
  )
}
