import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { runNaive } from './naive-pipeline.ts'
import { isPictureExact, runOurs, wholeJpegKilobytesPerSecond } from './our-pipeline.ts'
import { type Play, type Summary, sumUp } from './pipeline-run.ts'
import { WORKLOADS, type Workload } from './workloads.ts'

export interface Comparison {
  readonly workload: Workload
  readonly ours: Summary
  readonly naive: Summary
  /** Of a JPEG of the whole screen at quality 75 for every step. */
  readonly wholeJpegKilobytesPerSecond: number
  /** Whether the picture of whoever paints our updates is the screen to the last bit; a video's is not meant to be. */
  readonly isExact: boolean | undefined
}

/** Each workload is drawn twice on the same display, once for each pipeline. */
export async function comparePipelines(display: string): Promise<Comparison[]> {
  const comparisons: Comparison[] = []
  for (const workload of WORKLOADS) comparisons.push(await compare(display, workload))
  return comparisons
}

async function compare(display: string, workload: Workload): Promise<Comparison> {
  console.log(workload.title)
  const naive = await withPainter(display, workload, (play) => runNaive(display, workload, play))
  const ours = await withPainter(display, workload, (play) => runOurs(display, workload, play))
  return {
    workload,
    ours: sumUp(ours),
    naive: sumUp(naive),
    wholeJpegKilobytesPerSecond: wholeJpegKilobytesPerSecond(ours),
    isExact: workload.name === 'video' ? undefined : await isPictureExact(ours),
  }
}

async function withPainter<T>(display: string, { name }: Workload, work: (play: Play) => Promise<T>): Promise<T> {
  const painter = fork(join(import.meta.dirname, 'paint-workload.ts'), [display, name])
  const ended = once(painter, 'exit')
  try {
    const said = async () => (await Promise.race([once(painter, 'message'), ended.then(refuse)]))[0]
    await said()
    return await work(async () => {
      painter.send('play')
      return (await said()).drawn
    })
  } finally {
    painter.kill()
    await ended
  }
}

function refuse(): never {
  throw new Error('the program that draws the workload ended early')
}
