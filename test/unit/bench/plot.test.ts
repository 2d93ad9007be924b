import sharp from 'sharp'
import { expect, test } from 'vitest'
import { pipelineTable, stageTable } from '../../bench/figures.ts'
import type { Summary } from '../../bench/pipeline-run.ts'
import { sumUp } from '../../bench/pipeline-run.ts'
import type { Comparison } from '../../bench/pipelines.ts'
import { plot } from '../../bench/plot.ts'
import { WORKLOADS } from '../../bench/workloads.ts'

const ours: Summary = { updatesPerSecond: 30, kilobytesPerSecond: 8, cpuMsPerUpdate: 2, age: { median: 4, p95: 16 } }
const naive: Summary = {
  updatesPerSecond: 5,
  kilobytesPerSecond: 4000,
  cpuMsPerUpdate: 200,
  age: { median: 200, p95: 400 },
}
const comparisons: Comparison[] = WORKLOADS.map((workload) => {
  return {
    workload,
    ours,
    naive,
    wholeJpegKilobytesPerSecond: 8000,
    isExact: workload.name === 'video' ? undefined : true,
  }
})

test('the table has both pipelines and their ratio for every workload', () => {
  const [head, , ...rows] = pipelineTable(comparisons).split('\n')
  const cells = (row = '') => row.split('|').length
  expect(rows).toHaveLength(9)
  expect(rows.every((row) => cells(row) === cells(head))).toBe(true)
  expect(rows[0]).toContain('| 4.00 / 16.0 ms |')
  expect(rows[2]).toContain('| 0.020 / 0.040 |')
})

test('a scroll that takes a twelfth of whole JPEGs has reached it, one that takes more has not', () => {
  const bytes = (kilobytesPerSecond: number) => {
    const scroll = comparisons.filter(({ workload }) => workload.name === 'scroll')
    return pipelineTable(scroll.map((each) => ({ ...each, ours: { ...ours, kilobytesPerSecond } })))
  }
  expect(bytes(8000 / 12)).toContain('≤ 1/12 of whole JPEGs: met; exact at the end; 1/12 of')
  expect(bytes(8000 / 11)).toContain('≤ 1/12 of whole JPEGs: **not met**')
})

test('a stage is held to the multiple of its limit, or to its milliseconds', () => {
  const stage = { what: 'grab', milliseconds: 3, limitName: 'memcpy', limit: 2 }
  expect(stageTable([{ ...stage, reach: { most: 1.5, of: 'limit' } }])).toContain('| ≤ 1.5 × | met |')
  expect(stageTable([{ ...stage, reach: { most: 2, of: 'ms' } }])).toContain('| ≤ 2 ms | **not met** |')
})

test('a step is as old as the first update that shows it or a later one', () => {
  const ready = [
    { at: 10, bytes: 100, step: 0 },
    { at: 130, bytes: 512, step: 2 },
    { at: 210, bytes: 512, step: 3 },
  ]
  const { age, kilobytesPerSecond } = sumUp({ ready, drawn: [100, 120, 200], cpuMs: 8 })
  expect(age).toEqual({ median: 10, p95: 30 })
  expect(kilobytesPerSecond).toBeCloseTo(1 / 5)
})

test('the plot is a picture, with a bar for each figure that is higher where the figure is', async () => {
  const svg = plot(comparisons)
  const { width, height } = await sharp(Buffer.from(svg)).metadata()
  const heights = [...svg.matchAll(/class="(ours|naive)" x="[\d.]+" y="[\d.]+" width="44" height="([\d.]+)"/g)]
  expect([width, height]).toEqual([960, 440])
  expect(heights).toHaveLength(12)
  for (let at = 0; at < 12; at += 2) expect(Number(heights[at]?.[2])).toBeLessThan(Number(heights[at + 1]?.[2]))
})
