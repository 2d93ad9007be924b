import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build, type OutputFile } from 'esbuild'
import { buildPages } from './build.ts'
import { prepareBase } from './package-applet/prepare-base.ts'
import { buildExecutable } from './package-applet/sea.ts'
import { TARGET_SPECS } from './package-applet/targets.ts'
import { describePages } from './pages-manifest.ts'
import { PROGRAM_BUNDLE, WITHOUT_ACCELERATORS } from './program-bundle.ts'
import { root } from './run.ts'

const PAGES = join(root, 'dist/pages')

/** Makes the broker one file for Linux, pages included: `node build-scripts/package-broker.ts [--out dist/broker]`. */
export async function packageBroker(out: string): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const spec = TARGET_SPECS['linux-x64']
  const runtime = join(root, 'node_modules', spec.runtime.packageName, spec.runtime.file)
  const cache = join(root, '.cache')
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(cache, 'package-broker-'))
  try {
    const base = await prepareBase(spec, runtime, work, { name: 'broker', version })
    const made = await buildExecutable(work, {
      base,
      script: await bundleBroker(version),
      contents: {},
      files: pages(),
    })
    chmodSync(made, 0o755)
    mkdirSync(dirname(out), { recursive: true })
    renameSync(made, out)
  } finally {
    rmSync(work, { recursive: true })
  }
}

async function bundleBroker(version: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/broker/main.ts')],
    ...PROGRAM_BUNDLE,
    define: {
      RESCUE_BROKER_VERSION: JSON.stringify(version),
      // Only a checkout asks where its files lie.
      'import.meta.url': '""',
      ...WITHOUT_ACCELERATORS,
    },
  })
  return (outputFiles[0] as OutputFile).contents
}

function pages(): Record<string, string> {
  return Object.fromEntries(Object.keys(describePages(PAGES).files).map((path) => [`pages/${path}`, join(PAGES, path)]))
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, 'dist/broker') } } })
  await buildPages()
  await packageBroker(resolve(values.out))
  console.log(resolve(values.out))
}
