import { join } from 'node:path'
import { build, type Metafile, type OutputFile } from 'esbuild'
import type { Build } from '../../src/applet/built-in.ts'
import { root } from '../run.ts'
import { nativePlugin } from './native-plugin.ts'

/** What is built into Node is all that a script in an executable can reach: no file, no package. */
export const BUILT_INS_ONLY = `const require = (name) => {
  const found = process.getBuiltinModule(name)
  if (found) return found
  throw new Error(name + ' is not in this executable.')
}`

export interface Bundle {
  readonly script: Uint8Array
  /** Where the packages lie of which something is in the script: `node_modules/ws`. */
  readonly packages: readonly string[]
}

/** Every script of the applet as one module, without a path or a time of this machine in it. */
export async function bundleApplet(made: Build): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, 'src/applet/main.ts')],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node26',
    format: 'esm',
    minify: true,
    legalComments: 'none',
    define: {
      RESCUE_BUILD: JSON.stringify(made),
      // Packages ask where they lie; here they lie nowhere.
      __dirname: '""',
      // Optional accelerators of ws, which we do not use.
      'process.env.WS_NO_BUFFER_UTIL': '"1"',
      'process.env.WS_NO_UTF_8_VALIDATE': '"1"',
    },
    banner: { js: BUILT_INS_ONLY },
    plugins: [nativePlugin],
    logLevel: 'warning',
  })
  return { script: (outputFiles[0] as OutputFile).contents, packages: packagesOf(metafile) }
}

function packagesOf({ outputs }: Metafile): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs))
  return [...new Set(inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []))]
}
