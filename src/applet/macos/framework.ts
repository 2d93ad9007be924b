import koffi, { type TypeObject } from 'koffi'
import type { NativeFunction } from '../native/c-declaration.ts'

interface Framework {
  /** Throws when the framework does not have the function. */
  bind<D extends string>(declaration: D): NativeFunction<D>
  /** For functions that take or give structures or truth values, which the declaration alone does not say in TypeScript. */
  bindAs<F>(name: string, result: string | TypeObject, args: readonly (string | TypeObject)[]): F
  /** For functions that newer versions may have dropped, and older ones lack. */
  bindIfPresent<D extends string>(declaration: D): NativeFunction<D> | undefined
}

/**
 * Throws when the system does not have the framework. Since macOS 11 its file is not on the disk; the loader knows it by this
 * path all the same.
 */
export function openFramework(name: string): Framework {
  const library = koffi.load(`/System/Library/Frameworks/${name}.framework/${name}`)
  const bind = <D extends string>(declaration: D) => library.func(declaration) as unknown as NativeFunction<D>
  return {
    bind,
    bindAs: <F>(name: string, result: string | TypeObject, args: readonly (string | TypeObject)[]) =>
      library.func(name, result, [...args]) as unknown as F,
    bindIfPresent(declaration) {
      try {
        return bind(declaration)
      } catch {
        return undefined
      }
    },
  }
}
