import { relative, sep } from 'node:path'

/** What vitest's JSON reporter tells of a run, as far as it is read here. */
export interface TestReport {
  readonly testResults: readonly { readonly name: string; readonly status: string }[]
}

/** Tests of real programs, displays and browsers beside each other; a unit test that fails has failed. */
const OF_REAL_PARTS = /^test\/(contract|scenario|browser|executable|examples)\//

/** More than this is no matter of chance. */
const MOST_FILES = 3

/**
 * The files that may be tried once more by themselves, below `root`; undefined when what failed is no matter of a machine that
 * was busy with other tests.
 */
export function worthSecondTry({ testResults }: TestReport, root: string): readonly string[] | undefined {
  const failed = testResults.filter(({ status }) => status === 'failed').map(({ name }) => pathBelow(root, name))
  const isWorth = failed.length > 0 && failed.length <= MOST_FILES && failed.every((file) => OF_REAL_PARTS.test(file))
  return isWorth ? failed : undefined
}

function pathBelow(root: string, file: string): string {
  return relative(root, file).split(sep).join('/')
}
