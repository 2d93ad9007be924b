import koffi from 'koffi'

/** An address in native memory. */
export type Pointer = bigint

type Argument<A> = A extends `const char *${string}`
  ? string | null
  : A extends `${string}*${string}`
    ? Pointer | NodeJS.ArrayBufferView | null
    : number
type Arguments<List> = List extends `${infer A}, ${infer Rest}` ? [Argument<A>, ...Arguments<Rest>] : [Argument<List>]
type Result<R> = R extends `${string}*${string}` ? Pointer | null : R extends `void ${string}` ? undefined : number

/** What TypeScript makes of a C declaration. Structures go by address, ours or native; a buffer of ours may receive one. */
type NativeFunction<Declaration> = Declaration extends `${infer R}(${infer List})`
  ? (...args: Arguments<List>) => Result<R>
  : never

interface NativeLibrary {
  /** Throws when the library does not have the function. */
  bind<D extends string>(declaration: D): NativeFunction<D>
  /** For functions that older versions lack. */
  bindIfPresent<D extends string>(declaration: D): NativeFunction<D> | undefined
}

/** Throws when the library is not installed. */
export function openLibrary(name: string): NativeLibrary {
  const library = koffi.load(name)
  const bind = <D extends string>(declaration: D) => library.func(declaration) as unknown as NativeFunction<D>
  return {
    bind,
    bindIfPresent(declaration) {
      try {
        return bind(declaration)
      } catch {
        return undefined
      }
    },
  }
}
