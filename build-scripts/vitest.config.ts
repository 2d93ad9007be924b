import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const kinds = ['unit', 'contract', 'scenario', 'browser', 'executable']

/** One project for each folder of test/: the path says what is tested. */
export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    // Two at a time: real displays, browsers and brokers are the parts, and a small machine has two cores.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: kinds.map((name) => ({
      extends: true as const,
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        ...(name === 'browser' || name === 'executable' ? { testTimeout: 60_000, hookTimeout: 60_000 } : {}),
        ...(name === 'executable' ? { globalSetup: 'test/executable/make-once.ts' } : {}),
      },
    })),
  },
})
