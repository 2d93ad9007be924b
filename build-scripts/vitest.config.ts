import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const kinds = ['unit', 'contract', 'fuzz', 'scenario', 'browser', 'executable', 'examples']

/** They wait for browsers and packaging. */
const SLOW = ['browser', 'executable', 'examples']

/** Whatever tests leave in the temporary folder goes with the run. */
const TMPDIR = mkdtempSync(join(tmpdir(), 'open-rescue-'))
// Some tests act as another user.
chmodSync(TMPDIR, 0o755)
process.on('exit', () => rmSync(TMPDIR, { recursive: true, force: true }))

/** One project for each folder of test/: the path says what is tested. */
export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    env: { TMPDIR },
    // Two at a time: real displays, browsers and brokers are the parts, and a small machine has two cores.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: kinds.map((name) => ({
      extends: true as const,
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        ...(SLOW.includes(name) ? { testTimeout: 60_000, hookTimeout: 60_000 } : {}),
        ...(name === 'executable' ? { globalSetup: 'test/executable/make-once.ts' } : {}),
      },
    })),
  },
})
