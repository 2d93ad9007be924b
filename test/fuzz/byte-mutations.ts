import type { Random } from './random.ts'

type Mutation = (bytes: Buffer, random: Random, other: Uint8Array) => Uint8Array

/** Where lengths, counts and signs turn over. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff]
const REALS = [0, -0, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_VALUE, Number.MIN_VALUE]
/** Invalid or awkward UTF-8: a lone continuation, an overlong slash, half a surrogate, beyond the last, a byte order mark. */
const NOT_TEXT = ['80', 'c0af', 'eda080', 'f4908080', 'efbbbf', 'ff', '00', 'e280a8', 'f09f']

const MUTATIONS: readonly Mutation[] = [flipBit, setByte, setNumber, setReal, cut, extend, insert, drop, repeat, splice]

/** One to four of the mutations above, one after the other. The input is left as it is. */
export function mutateBytes(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  let result: Uint8Array = Buffer.from(bytes)
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    result = random.pick(MUTATIONS)(result as Buffer, random, other)
  }
  return result
}

function flipBit(bytes: Buffer, random: Random): Buffer {
  if (bytes.length === 0) return bytes
  const at = random.below(bytes.length)
  bytes[at] = (bytes[at] as number) ^ (1 << random.below(8))
  return bytes
}

function setByte(bytes: Buffer, random: Random): Buffer {
  if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256)
  return bytes
}

function setNumber(bytes: Buffer, random: Random): Buffer {
  const width = random.pick([1, 2, 4])
  if (bytes.length < width) return bytes
  const at = random.below(bytes.length - width + 1)
  const value = random.pick(EDGES) % 2 ** (8 * width)
  if (random.oneIn(4)) bytes.writeUIntBE(value, at, width)
  else bytes.writeUIntLE(value, at, width)
  return bytes
}

function setReal(bytes: Buffer, random: Random): Buffer {
  if (bytes.length >= 8) bytes.writeDoubleLE(random.pick(REALS), random.below(bytes.length - 7))
  return bytes
}

function cut(bytes: Buffer, random: Random): Buffer {
  return bytes.subarray(0, random.below(bytes.length + 1))
}

function extend(bytes: Buffer, random: Random): Buffer {
  // Seldom by so much that limits are reached: most inputs must stay cheap.
  const length = random.oneIn(500) ? 400_000 : 1 + random.below(40)
  return Buffer.concat([bytes, Buffer.alloc(length, random.below(256))])
}

function insert(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(random.pick(NOT_TEXT), 'hex'), bytes.subarray(at)])
}

function drop(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(8))])
}

function repeat(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(random.below(at + 1), at), bytes.subarray(at)])
}

function splice(bytes: Buffer, random: Random, other: Uint8Array): Buffer {
  return Buffer.concat([
    bytes.subarray(0, random.below(bytes.length + 1)),
    other.subarray(random.below(other.length + 1)),
  ])
}
