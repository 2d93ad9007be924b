/** A function that reads what others wrote, in the form in which the fuzzer calls it. */
export interface Decoder {
  readonly name: string
  /** Valid inputs: mutation begins with them. */
  readonly seeds: readonly Uint8Array[]
  /** The errors with which it refuses; any other is a bug. */
  readonly refusals: readonly (abstract new (
    ...args: never[]
  ) => Error)[]
  /** How many ordinary inputs one of these takes the time of; so many fewer are tried. */
  readonly cost?: number
  decode(bytes: Uint8Array): unknown
}

export interface Failure {
  readonly what: string
  readonly input: Uint8Array
}

/** Milliseconds for one input. */
const HANG_MS = 50

/** What came of one input: a value's shape, or the reason and place of the refusal. Throws what is a bug. */
export function outcomeOf(decoder: Decoder, input: Uint8Array): string {
  try {
    return `value ${shapeOf(decoder.decode(input), 0)}`
  } catch (error) {
    if (!isRefusal(decoder, error)) throw error
    const { name, message } = error as Error
    return `${name} ${message.replace(/\d+/g, '#').slice(0, 120)}`
  }
}

/** Decodes an input, says what is wrong with how that went, and undefined if nothing is. */
export function findFailure(decoder: Decoder, input: Uint8Array): string | undefined {
  const startedAt = performance.now()
  try {
    decoder.decode(input)
  } catch (error) {
    if (!isRefusal(decoder, error)) return error instanceof Error ? String(error.stack) : `threw ${String(error)}`
  }
  const took = performance.now() - startedAt
  if (took > HANG_MS && isSlowAgain(decoder, input)) return `took ${took.toFixed(0)} ms`
  for (const name in {}) return `left Object.prototype.${name}`
  return undefined
}

/** A machine with other work is slow now and then; what hangs takes this thread's own time, and every time. */
function isSlowAgain(decoder: Decoder, input: Uint8Array): boolean {
  return [1, 2, 3].every(() => {
    const before = process.threadCpuUsage()
    try {
      decoder.decode(input)
    } catch {
      // Only the time matters here.
    }
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000 > HANG_MS
  })
}

function isRefusal({ refusals }: Decoder, error: unknown): boolean {
  return refusals.some((kind) => error instanceof kind)
}

function shapeOf(value: unknown, depth: number): string {
  if (typeof value === 'number') return value === 0 ? '0' : Math.abs(value) > 0xffff ? 'huge' : value < 0 ? '-n' : 'n'
  if (typeof value === 'string') return value === '' ? "''" : 'text'
  if (typeof value !== 'object' || value === null) return String(value)
  if (value instanceof Uint8Array) return value.byteLength === 0 ? 'no bytes' : 'bytes'
  if (depth > 3) return '…'
  if (Array.isArray(value)) return `[${[...new Set(value.map((item) => shapeOf(item, depth + 1)))].slice(0, 3)}]`
  const fields = Object.entries(value).map(([name, field]) =>
    name === 'type' ? String(field) : `${name}:${shapeOf(field, depth + 1)}`,
  )
  return `{${fields.join(',')}}`
}
