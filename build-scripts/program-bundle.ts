import type { BuildOptions } from 'esbuild'
import { root } from './run.ts'

/**
 * How a program becomes one script, without a path or a time of this machine in it. CommonJS, because then each part of Node
 * is loaded when it is first used; as a module it all would be at the start, which costs 40 ms.
 */
export const PROGRAM_BUNDLE = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node26',
  format: 'cjs',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions

/** Optional accelerators of ws, which we do not use. */
export const WITHOUT_ACCELERATORS = {
  'process.env.WS_NO_BUFFER_UTIL': '"1"',
  'process.env.WS_NO_UTF_8_VALIDATE': '"1"',
} as const
