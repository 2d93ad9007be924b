import { join } from 'node:path'
import { build, type Metafile, type OutputFile } from 'esbuild'
import type { Build } from '../../src/applet/built-in.ts'
import { PROGRAM_BUNDLE, WITHOUT_ACCELERATORS } from '../program-bundle.ts'
import { root } from '../run.ts'
import { nativePlugin } from './native-plugin.ts'
import type { NativePart } from './targets.ts'

/** The script of an executable lies nowhere; packages that ask get the executable's own address. */
const MODULE_URL = "const MODULE_URL = require('node:url').pathToFileURL(process.execPath).href"

export interface Bundle {
  readonly script: Uint8Array
  /** Where the packages lie of which something is in the script: `node_modules/ws`. */
  readonly packages: readonly string[]
}

/** Every script of the applet as one. */
export async function bundleApplet(made: Build, parts: readonly NativePart[]): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, 'src/applet/main.ts')],
    ...PROGRAM_BUNDLE,
    metafile: true,
    define: {
      RESCUE_BUILD: JSON.stringify(made),
      'import.meta.url': 'MODULE_URL',
      'import.meta.dirname': '"/"',
      'import.meta.main': 'false',
      ...WITHOUT_ACCELERATORS,
    },
    banner: { js: MODULE_URL },
    plugins: [nativePlugin(parts)],
  })
  return { script: (outputFiles[0] as OutputFile).contents, packages: packagesOf(metafile) }
}

function packagesOf({ outputs }: Metafile): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs))
  return [...new Set(inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []))]
}
