import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../run.ts'
import { isOnPath } from '../system-packages.ts'
import type { TargetSpec } from './targets.ts'
import { labelWinBase, type WinLabels } from './win-resources.ts'

/** Makes the system's Node ready to take our parts: whatever changes it must come before they are in. */
export async function prepareBase(spec: TargetSpec, runtime: string, work: string, labels: WinLabels): Promise<string> {
  const base = join(work, 'node')
  if (spec.os === 'win32') await labelWinBase(runtime, base, labels)
  else copyFileSync(runtime, base)
  if (spec.os === 'linux') await strip(base)
  return base
}

/** Takes the symbol tables out, a fifth of the file. Done later, strip would take our parts out, too. */
async function strip(base: string): Promise<void> {
  if (!isOnPath('strip')) {
    console.warn('strip (apt-get install binutils) is missing: the executable is 33 MB larger than it need be')
    return
  }
  const { status, output } = await run('strip', [base])
  if (status !== 0) throw new Error(`strip failed:\n${output}`)
}
