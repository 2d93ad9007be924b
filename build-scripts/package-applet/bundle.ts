import { join } from 'node:path'
import { build, type Metafile } from 'esbuild'
import type { Build } from '../../src/applet/built-in.ts'
import { PROGRAM_BUNDLE, WITHOUT_ACCELERATORS } from '../program-bundle.ts'
import { root } from '../run.ts'
import { nativePlugin } from './native-plugin.ts'
import { type ScriptParts, scriptParts } from './script-parts.ts'
import type { NativePart } from './targets.ts'

export interface Bundle {
  readonly script: ScriptParts
  /** Where the packages lie of which something is in the script: `node_modules/ws`. */
  readonly packages: readonly string[]
}

/** Every script of the applet, in parts that are read when they are wanted. */
export async function bundleApplet(made: Build, parts: readonly NativePart[]): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(root, 'src/applet/main.ts')],
    ...PROGRAM_BUNDLE,
    format: 'esm',
    splitting: true,
    outdir: 'parts',
    metafile: true,
    define: {
      RESCUE_BUILD: JSON.stringify(made),
      'import.meta.url': 'MODULE_URL',
      'import.meta.dirname': '"/"',
      'import.meta.main': 'false',
      ...WITHOUT_ACCELERATORS,
    },
    plugins: [nativePlugin(parts)],
  })
  return { script: await scriptParts(outputFiles, 'main'), packages: packagesOf(metafile) }
}

function packagesOf({ outputs }: Metafile): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs))
  return [...new Set(inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []))]
}
