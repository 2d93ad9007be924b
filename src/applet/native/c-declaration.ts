/** An address in native memory, or a handle. */
export type Pointer = bigint

type Argument<A> = A extends `const char *${string}`
  ? string | null
  : A extends `${string}*${string}`
    ? Pointer | NodeJS.ArrayBufferView | null
    : number
type Arguments<List> = List extends ''
  ? []
  : List extends `${infer A}, ${infer Rest}`
    ? [Argument<A>, ...Arguments<Rest>]
    : [Argument<List>]
type Result<R> = R extends `${string}*${string}` ? Pointer | null : R extends `void ${string}` ? undefined : number

/** What TypeScript makes of a C declaration. Structures go by address, ours or native; a buffer of ours may receive one. */
export type NativeFunction<Declaration> = Declaration extends `${infer R}(${infer List})`
  ? (...args: Arguments<List>) => Result<R>
  : never
