import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, run } from './run.ts'

const SOURCES = join(root, 'src/applet/screen/kernels/assembly')

/** The applet's pixel kernels as WebAssembly: the same sources give the same bytes. */
export const KERNELS = join(root, 'dist/kernels/pixels.wasm')

/** No runtime and no memory of its own: the kernels work in what their caller lays out. */
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--noExportMemory', '--enable', 'simd']

/** Makes `dist/kernels/pixels.wasm` unless it is newer than all it is made of. */
export async function ensureKernels(): Promise<void> {
  if (kernelsAreFresh()) return
  mkdirSync(dirname(KERNELS), { recursive: true })
  // Two builds at a time must not read each other's half a file.
  const made = `${KERNELS}.${process.pid}`
  const { status, output } = await run('asc', [join(SOURCES, 'index.ts'), '--outFile', made, ...OPTIONS])
  if (status !== 0) throw new Error(`The pixel kernels do not compile:\n${output}`)
  renameSync(made, KERNELS)
}

function kernelsAreFresh(): boolean {
  const made = statSync(KERNELS, { throwIfNoEntry: false })
  if (!made) return false
  const sources = readdirSync(SOURCES).map((name) => join(SOURCES, name))
  return [import.meta.filename, ...sources].every((file) => statSync(file).mtimeMs <= made.mtimeMs)
}

if (import.meta.main) await ensureKernels()
