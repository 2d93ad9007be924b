import { join } from 'node:path'
import { build, type OutputFile } from 'esbuild'
import type { Build } from '../../src/applet/built-in.ts'
import { root } from '../run.ts'
import { nativePlugin } from './native-plugin.ts'

/** What is built into Node is all that a script in an executable can reach: no file, no package. */
const REQUIRE = `const require = (name) => {
  const found = process.getBuiltinModule(name)
  if (found) return found
  throw new Error(name + ' is not in this executable.')
}`

/** Every script of the applet as one module, without a path or a time of this machine in it. */
export async function bundleApplet(made: Build): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/applet/main.ts')],
    absWorkingDir: root,
    bundle: true,
    write: false,
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
    banner: { js: REQUIRE },
    plugins: [nativePlugin],
    logLevel: 'warning',
  })
  return (outputFiles[0] as OutputFile).contents
}
