import { join } from 'node:path'
import type { Plugin } from 'esbuild'
import { root } from '../run.ts'
import type { NativePart } from './targets.ts'

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
]

/** Packages that are of no use without a native part, or without sharp. */
const NEEDS_NATIVE = /^(sharp|screenshot-desktop|@nut-tree-fork\/.*)$/

/** Makes a bundle load these parts from the executable, and has the rest of their kind say that it is not in there. */
export function nativePlugin(parts: readonly NativePart[]): Plugin {
  const present = new Set(parts.map(({ packageName }) => packageName))
  return {
    name: 'native parts',
    setup(build) {
      for (const [index, { path: filter, importer, code }] of REPLACEMENTS.entries()) {
        const namespace = `native-${index}`
        build.onResolve({ filter }, (from) => (importer.test(from.importer) ? { path: from.path, namespace } : null))
        build.onLoad({ filter: /./, namespace }, () => ({ contents: code, resolveDir: root }))
      }
      build.onResolve({ filter: NEEDS_NATIVE }, ({ path }) =>
        present.has(path) ? null : { path, namespace: 'absent' },
      )
      build.onLoad({ filter: /./, namespace: 'absent' }, ({ path }) => ({
        contents: `throw new Error('${path} is not in this executable.')`,
      }))
    },
  }
}
