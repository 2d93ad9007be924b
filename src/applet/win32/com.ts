import koffi, { type TypeObject } from 'koffi'
import type { NativeFunction, Pointer } from '../native/c-declaration.ts'
import { paddingTypes } from './library.ts'

/** What a COM call answers: 0 or above is success. Here without a sign, as the documentation writes it. */
export type HResult = number

export const E_ACCESSDENIED = 0x8007_0005

/** A COM call failed where it had to succeed. */
export class ComFailed extends Error {
  override readonly name = 'ComFailed'
  readonly code: HResult

  constructor(what: string, code: HResult) {
    super(`${what} answered 0x${code.toString(16).padStart(8, '0')}.`)
    this.code = code
  }
}

/** The 16 bytes of an interface's id: its first three parts are numbers, so their lowest byte comes first. */
export function guid(text: string): Buffer {
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex')
  bytes.subarray(0, 4).reverse()
  bytes.subarray(4, 6).reverse()
  bytes.subarray(6, 8).reverse()
  return bytes
}

type AsyncFunction<F> = F extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never
type Method<D extends string> = NativeFunction<D> & {
  /** The same on a thread of libuv's pool. Memory for the answer has to be native: a buffer of ours may move meanwhile. */
  readonly async: AsyncFunction<NativeFunction<D>>
}

/**
 * A method by its place in the table of functions that a COM object begins with, counted through the interfaces it inherits.
 * The declaration names the object itself as the first argument.
 */
export function method<D extends string>(index: number, declaration: D): Method<D> {
  const find = functionFinder(index, declaration)
  const call = (self: Pointer, ...args: unknown[]) => find(self)(self, ...args, ...zeros())
  const async = (self: Pointer, ...args: unknown[]) =>
    new Promise((resolve, reject) => {
      const done = (error: unknown, result: unknown) => (error ? reject(error) : resolve(result))
      find(self).async(self, ...args, ...zeros(), done)
    })
  return Object.assign(call, { async }) as unknown as Method<D>
}

const zeros = () => paddingTypes().map(() => 0)

interface NativeMethod {
  (...args: unknown[]): unknown
  async(...args: unknown[]): void
}

function functionFinder(index: number, declaration: string): (self: Pointer) => NativeMethod {
  const known = new Map<Pointer, NativeMethod>()
  let prototype: TypeObject | undefined
  return (self) => {
    const table: Pointer = koffi.decode(self, 'void *')
    const address: Pointer = koffi.decode(table, index * POINTER_BYTES, 'void *')
    const found = known.get(address)
    if (found) return found
    prototype ??= prototypeOf(declaration)
    const method: NativeMethod = koffi.decode(address, prototype)
    known.set(address, method)
    return method
  }
}

const POINTER_BYTES = 8

/** Without a name: two interfaces may well have a method of the same one. */
function prototypeOf(declaration: string): TypeObject {
  const [, result = '', list = ''] = /^(.*?)\w+\((.*)\)$/.exec(declaration) ?? []
  const types = list.split(', ').map((argument) => argument.replace(/\w+$/, '').trim())
  return koffi.proto(result.trim(), [...types, ...paddingTypes()])
}

/** Throws ComFailed. */
export function succeed(what: string, answer: number): void {
  if (answer < 0) throw new ComFailed(what, answer >>> 0)
}

const QueryInterface = method(0, 'int QueryInterface(void *self, void *iid, void *found)')
const Release = method(2, 'uint32_t Release(void *self)')

/** The same object by another of its interfaces, to be released as well. Throws ComFailed where it has none such. */
export function query(object: Pointer, iid: Buffer): Pointer {
  return received('QueryInterface', (found) => QueryInterface(object, iid, found))
}

/** What a call hands out through its last argument. Throws ComFailed. */
export function received(what: string, call: (found: BigUint64Array) => number): Pointer {
  const found = new BigUint64Array(1)
  succeed(what, call(found))
  return found[0] ?? 0n
}

/** Gives back what a call handed out; the object goes when everybody has. */
export function release(object: Pointer): void {
  Release(object)
}
