import koffi from 'koffi'
import { afterAll, expect, test } from 'vitest'
import { ComFailed, guid, method, query, received, release, succeed } from '../../../../src/applet/win32/com.ts'

const E_NOINTERFACE = 0x8000_4002 | 0

/** An object as COM lays it out: its first word is the address of a table of functions. They are in JavaScript here. */
class ComObject {
  readonly address: bigint
  readonly #callbacks: bigint[]

  constructor(methods: readonly (readonly [result: string, args: string[], body: (...args: never[]) => unknown])[]) {
    this.#callbacks = methods.map(([result, args, body]) =>
      koffi.register(body, koffi.pointer(koffi.proto(result, args))),
    )
    const table = koffi.alloc('void *', methods.length)
    koffi.encode(table, koffi.array('void *', methods.length), this.#callbacks)
    this.address = koffi.alloc('void *', 1)
    koffi.encode(this.address, 'void *', table)
  }

  dispose(): void {
    for (const callback of this.#callbacks) koffi.unregister(callback)
  }
}

let references = 1
const object = new ComObject([
  ['int', ['void *', 'void *', 'void *'], (_self: bigint, iid: bigint, found: bigint) => answerQuery(iid, found)],
  ['uint32_t', ['void *'], () => ++references],
  ['uint32_t', ['void *'], () => --references],
  ['int', ['void *', 'uint32_t'], (self: bigint, value: number) => (self === object.address ? value * 2 : -1)],
])
afterAll(() => object.dispose())

const KNOWN = guid('00cddea8-939b-4b83-a340-a685226666cc')

function answerQuery(iid: bigint, found: bigint): number {
  const known = Buffer.from(koffi.decode(iid, koffi.array('uint8_t', 16))).equals(KNOWN)
  if (known) koffi.encode(found, 'void *', object.address)
  return known ? 0 : E_NOINTERFACE
}

test('an interface’s id has the low bytes of its three numbers first', () => {
  expect(KNOWN.toString('hex')).toBe('a8decd009b93834ba340a685226666cc')
})

test('a method is called by its place in the table, with the object first', () => {
  const Double = method(3, 'int Double(void *self, uint32_t value)')
  expect(Double(object.address, 21)).toBe(42)
})

test('a method can wait on another thread', async () => {
  const Double = method(3, 'int Double(void *self, uint32_t value)')
  expect(await Double.async(object.address, 4)).toBe(8)
})

test('an object is asked for another interface, and given back', () => {
  expect(query(object.address, KNOWN)).toBe(object.address)
  const before = references
  release(object.address)
  expect(references).toBe(before - 1)
})

test('a failure says what failed and what the answer was', () => {
  expect(() => query(object.address, guid('770aae78-f26f-4dba-a829-253c83d1b387'))).toThrow(
    'QueryInterface answered 0x80004002.',
  )
  expect(() => received('DuplicateOutput', () => 0x8007_0005 | 0)).toThrow(
    expect.objectContaining({ name: 'ComFailed', code: 0x8007_0005 }),
  )
  expect(() => succeed('Map', 1)).not.toThrow()
  expect(new ComFailed('Map', 5).message).toBe('Map answered 0x00000005.')
})
