import koffi from 'koffi'
import type { Connection } from './connection.ts'
import { XQueryTree } from './windows.ts'
import { XFree } from './xlib.ts'

interface Kin {
  readonly parent: number
  readonly children: readonly number[]
}

/** Frames put a window two or three levels below the one that stands on the screen. */
const MOST_LEVELS = 8

/** Undefined when there is no such window (any more). */
function kinOf({ display }: Connection, window: number): Kin | undefined {
  const [root, parent, list] = [new BigUint64Array(1), new BigUint64Array(1), new BigUint64Array(1)]
  const count = new Uint32Array(1)
  if (XQueryTree(display, window, root, parent, list, count) === 0) return undefined
  const address = list[0] ?? 0n
  const children: number[] = address === 0n ? [] : Array.from(koffi.decode(address, 'ulong', count[0] ?? 0), Number)
  if (address !== 0n) XFree(address)
  return { parent: Number(parent[0]), children }
}

export function childrenOf(connection: Connection, window: number): readonly number[] {
  return kinOf(connection, window)?.children ?? []
}

/** The window that stands on the screen itself and has this one in it. */
export function topLevelOf(connection: Connection, window: number): number | undefined {
  let at = window
  for (let level = 0; level < MOST_LEVELS; level += 1) {
    const parent = kinOf(connection, at)?.parent
    if (parent === undefined) return undefined
    if (parent === connection.root) return at
    at = parent
  }
  return undefined
}
