import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getRawAsset, isSea } from 'node:sea'

/** What the executable calls the kernels. */
const ASSET = 'pixels.wasm'

const FILE = join(import.meta.dirname, '../../../../dist/kernels', ASSET)

/** The compiled kernels, out of the executable or out of the checkout. Throws when a checkout was not built. */
export function readKernelBytes(): Uint8Array<ArrayBuffer> {
  if (isSea()) return new Uint8Array(getRawAsset(ASSET) as ArrayBuffer)
  try {
    return new Uint8Array(readFileSync(FILE))
  } catch (cause) {
    throw new Error(`${FILE} is missing. Run \`npm run build\` once in the checkout.`, { cause })
  }
}
