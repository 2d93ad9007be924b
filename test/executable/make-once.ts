import type { TestProject } from 'vitest/node'
import { makeTestProgram, TEST_FOLDER } from '../support/test-program.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the Linux executable without an operator in it. */
    program: string
  }
}

/** The executable is made once for all tests that only run it. */
export default async function makeOnce(project: TestProject): Promise<void> {
  project.provide('program', await makeTestProgram({ out: `${TEST_FOLDER}/plain` }))
}
