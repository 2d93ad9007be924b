import koffi from 'koffi'
import type { NativeFunction } from '../native/c-declaration.ts'

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
