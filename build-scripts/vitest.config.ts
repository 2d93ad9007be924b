import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const kinds = ['unit', 'contract', 'fuzz', 'scenario', 'browser', 'executable', 'examples']

/** They wait for browsers and packaging. */
const SLOW = ['browser', 'executable', 'examples']

// All of these are for what hangs. What works takes a fraction of them, also where everything takes five times as long.
const POLL_MS = 20_000
const TEST_MS = 120_000
const HOOK_MS = 120_000
const SLOW_MS = 180_000

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
    testTimeout: TEST_MS,
    hookTimeout: HOOK_MS,
    expect: { poll: { timeout: POLL_MS } },
    projects: kinds.map((name) => ({
      extends: true as const,
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        ...(SLOW.includes(name) ? { testTimeout: SLOW_MS, hookTimeout: SLOW_MS } : {}),
        ...(name === 'executable' ? { globalSetup: 'test/executable/make-once.ts' } : {}),
      },
    })),
  },
})
