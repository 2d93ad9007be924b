import { report } from './measure.ts'
import { idle } from './our-pipeline.ts'

const MS = 3000

/** What a screen costs on which nothing happens. */
export async function benchIdling(display: string): Promise<void> {
  const { updates, cpuMs } = await idle(display, MS)
  report(`processor time of an idle screen, 3 s`, cpuMs, '3 s', MS, { most: 0.01, of: 'limit' })
  console.log(`updates of an idle screen, 3 s: ${updates} (0 to reach: ${updates === 0 ? 'met' : 'NOT met'})`)
}
