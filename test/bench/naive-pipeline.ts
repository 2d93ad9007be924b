/// <reference path="../../src/applet/screen/sources/screenshot-desktop.d.ts" />
import { readFileSync } from 'node:fs'
import screenshot from 'screenshot-desktop'
import sharp from 'sharp'
import { monotonicNow } from './monotonic-now.ts'
import type { PipelineRun, Play } from './pipeline-run.ts'
import type { Workload } from './workloads.ts'

/** Milliseconds in one tick of the processor times in /proc, on every Linux that Node runs on. */
const TICK_MS = 10

/** What one would write first: a screenshot, the whole of it as a JPEG of quality 80, and again; the newest wins. */
export async function runNaive(display: string, workload: Workload, play: Play): Promise<PipelineRun> {
  process.env.DISPLAY = display
  const pictures: { at: number; jpeg: Buffer }[] = []
  await takePicture()
  const cpuBefore = cpuMs()
  let drawn: readonly number[] | undefined
  const playing = play().then((moments) => {
    drawn = moments
  })
  while (!drawn) pictures.push(await takePicture())
  await playing
  // One that began after the last step was drawn.
  pictures.push(await takePicture())
  const spentMs = cpuMs() - cpuBefore
  const ready = await Promise.all(
    pictures.map(async ({ at, jpeg }) => ({ at, bytes: jpeg.byteLength, step: await stepIn(jpeg, workload) })),
  )
  return { ready, drawn: drawn ?? [], cpuMs: spentMs }
}

async function takePicture(): Promise<{ at: number; jpeg: Buffer }> {
  const taken = await screenshot({ format: 'jpg' })
  const jpeg = await sharp(taken).jpeg({ quality: 80 }).toBuffer()
  return { at: monotonicNow(), jpeg }
}

async function stepIn(jpeg: Buffer, workload: Workload): Promise<number> {
  const { data, info } = await sharp(jpeg).greyscale().raw().toBuffer({ resolveWithObject: true })
  return workload.stepIn((x, y) => data[(y * info.width + x) * info.channels] ?? 0)
}

/** Of this process and of those it started and waited for. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? []
  return (user + system) / 1000 + (Number(fields[13]) + Number(fields[14])) * TICK_MS
}
