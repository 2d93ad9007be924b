import { quantile } from './measure.ts'
import { STEPS, STEPS_PER_SECOND } from './workloads.ts'

/** A picture that was ready to be sent. */
export interface Ready {
  readonly at: number
  readonly bytes: number
  /** The newest step in it. */
  readonly step: number
}

export interface PipelineRun {
  readonly ready: readonly Ready[]
  /** When each step was drawn; the first is step 1. */
  readonly drawn: readonly number[]
  /** Processor time of the pipeline's own program and of those it started. */
  readonly cpuMs: number
}

export interface Summary {
  readonly updatesPerSecond: number
  readonly kilobytesPerSecond: number
  readonly cpuMsPerUpdate: number
  /** Milliseconds from drawing a step to the first update ready that shows it or a later one. */
  readonly age: { readonly median: number; readonly p95: number }
}

/** Draws the workload; resolves with the moment of each step when it is over. */
export type Play = () => Promise<readonly number[]>

export function sumUp({ ready, drawn, cpuMs }: PipelineRun): Summary {
  const first = drawn[0] ?? 0
  const during = ready.filter(({ at, step }) => at >= first && step > 0)
  const seconds = STEPS / STEPS_PER_SECOND
  const ages = drawn.flatMap((at, index) => {
    const shown = during.find(({ step }) => step > index)
    return shown ? [shown.at - at] : []
  })
  return {
    updatesPerSecond: during.length / seconds,
    kilobytesPerSecond: during.reduce((sum, { bytes }) => sum + bytes, 0) / 1024 / seconds,
    cpuMsPerUpdate: cpuMs / Math.max(1, during.length),
    age: { median: quantile(ages, 0.5), p95: quantile(ages, 0.95) },
  }
}
