import { buildCustomerWindow, buildPages } from './build.ts'
import { ensureKernels } from './build-kernels.ts'
import { run } from './run.ts'
import { ensureSystemPackages } from './system-packages.ts'

/** All tests. Arguments go to vitest: `npm test -- test/scenario`. */
ensureSystemPackages()
await ensureKernels()
await buildPages()
await buildCustomerWindow()
const { status } = await run(
  'vitest',
  ['run', '--config', 'build-scripts/vitest.config.ts', ...process.argv.slice(2)],
  true,
)
process.exitCode = status
