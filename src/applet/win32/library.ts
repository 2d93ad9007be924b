import koffi, { type LibraryHandle } from 'koffi'
import type { NativeFunction } from '../native/c-declaration.ts'

interface NativeLibrary {
  /** Throws when the library does not have the function. */
  bind<D extends string>(declaration: D): NativeFunction<D>
}

/** Throws when the system does not have the library. */
export function openLibrary(name: string): NativeLibrary {
  const library = koffi.load(name)
  const bind = (declaration: string) => (isWine() ? bindPadded(library, declaration) : library.func(declaration))
  return { bind: bind as NativeLibrary['bind'] }
}

/** The types of what has to follow the arguments that a function names: nothing but under wine. */
export function paddingTypes(): string[] {
  return isWine() ? Array(MORE_ARGUMENTS).fill('int64_t') : []
}

let wine: boolean | undefined

function isWine(): boolean {
  wine ??= exportsWineVersion()
  return wine
}

function exportsWineVersion(): boolean {
  try {
    koffi.load('ntdll.dll').func('const char *wine_get_version()')
    return true
  } catch {
    return false
  }
}

/** Enough for a function that has no arguments of its own; four are too few there. */
const MORE_ARGUMENTS = 5

/**
 * Wine reads above a call's arguments, where koffi's own stack ends, and then spins for ever. More arguments keep it inside;
 * where the caller clears the stack, as on x64 and arm64, the function does not notice them.
 */
function bindPadded(library: LibraryHandle, declaration: string): (...args: unknown[]) => unknown {
  const types = paddingTypes()
  const zeros = types.map(() => 0)
  const call = library.func(declaration.replace(/\)$/, `${declaration.endsWith('()') ? '' : ', '}${types.join(', ')})`))
  return (...args) => call(...args, ...zeros)
}
