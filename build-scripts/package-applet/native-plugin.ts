import { join } from 'node:path'
import type { Plugin } from 'esbuild'
import { root } from '../run.ts'

interface Replacement {
  readonly path: RegExp
  readonly importer: RegExp
  readonly code: string
}

const load = (name: string) =>
  `require(${JSON.stringify(join(root, 'src/applet/native/load-native.ts'))}).loadNative(${name})`

/**
 * The places where packages look for their native part on disk, each with what stands there instead: the bytes are in the
 * executable, and only our loader takes them out.
 */
const REPLACEMENTS: readonly Replacement[] = [
  {
    path: /^\.\/src\/static\.js$/,
    importer: /\/node_modules\/koffi\//,
    code: `module.exports = { loadStatic: (system) => ${load("'koffi-' + system")} }`,
  },
  { path: /^pkg-prebuilds$/, importer: /./, code: `module.exports = (folder, { name }) => ${load('name')}` },
  { path: /^bindings$/, importer: /./, code: `module.exports = (name) => ${load('name')}` },
  { path: /^sharp$/, importer: /./, code: `throw new Error('sharp is not in this executable.')` },
]

export const nativePlugin: Plugin = {
  name: 'native parts',
  setup(build) {
    for (const [index, { path: filter, importer, code }] of REPLACEMENTS.entries()) {
      const namespace = `native-${index}`
      build.onResolve({ filter }, (from) => (importer.test(from.importer) ? { path: from.path, namespace } : null))
      build.onLoad({ filter: /./, namespace }, () => ({ contents: code, resolveDir: root }))
    }
  },
}
