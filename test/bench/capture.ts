import { writeFileSync } from 'node:fs'
import { readArguments } from '../../build-scripts/run.ts'
import { needs } from '../support/needs.ts'
import { startXvfb } from '../support/xvfb.ts'
import { benchDiffing } from './differing.ts'
import { benchEncoding } from './encoding.ts'
import { pipelineTable, stageTable } from './figures.ts'
import { benchGrabbing } from './grabbing.ts'
import { benchIdling } from './idling.ts'
import { benchInjecting } from './injecting.ts'
import { benchKernels } from './kernels.ts'
import { stages } from './measure.ts'
import { benchPainting } from './painting.ts'
import { type Comparison, comparePipelines } from './pipelines.ts'
import { plot } from './plot.ts'
import { benchSealing } from './sealing.ts'
import { SCREEN } from './workloads.ts'

// Prints what each stage costs beside a limit measured in the same run, and the whole way beside what one would write first.

const usage = 'npm run bench -- [--only stages|painting|pipelines] [--plot FILE]'
const options = { only: { type: 'string' }, plot: { type: 'string' } } as const
const { values } = readArguments({ options }, usage)

const wants = (part: string) => values.only === undefined || values.only === part

if (wants('stages')) await benchStages()
if (wants('painting') && begin('Painting in Chromium, milliseconds') && needs('chromium')) await benchPainting()
const comparisons = wants('pipelines') ? await benchPipelines() : []

if (stages.length > 0) console.log(`\n${stageTable(stages)}`)
if (comparisons.length > 0) console.log(`\n${pipelineTable(comparisons)}`)
if (comparisons.length > 0 && values.plot) writeFileSync(values.plot, plot(comparisons))

async function benchStages(): Promise<void> {
  begin('Stages')
  await benchDiffing()
  await benchKernels()
  await benchEncoding()
  await benchSealing()
  if (!needs('Xvfb')) return
  await using xvfb = await startXvfb(SCREEN)
  await benchGrabbing(xvfb.display)
  await benchInjecting(xvfb.display)
  await benchIdling(xvfb.display)
}

async function benchPipelines(): Promise<Comparison[]> {
  begin('Pipelines')
  if (!needs('Xvfb', 'import')) return []
  await using xvfb = await startXvfb(SCREEN)
  return await comparePipelines(xvfb.display)
}

function begin(title: string): true {
  console.log(`\n${title}`)
  return true
}
