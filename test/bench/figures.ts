import { isReached, reachOf, type Stage } from './measure.ts'
import type { Summary } from './pipeline-run.ts'
import type { Comparison } from './pipelines.ts'

/** Markdown: every stage that has something to reach. */
export function stageTable(stages: readonly Stage[]): string {
  const rows = stages.map((stage) => {
    const { what, milliseconds, limit, limitName } = stage
    const ratio = `${digits(milliseconds / limit)} × ${limitName}`
    return [what, `${digits(milliseconds)} ms`, ratio, reachOf(stage), isReached(stage) ? 'met' : '**not met**']
  })
  return table(['stage', 'takes', 'beside its limit', 'to reach', ''], rows)
}

/** Markdown: every workload by us and as one would write it first. */
export function pipelineTable(comparisons: readonly Comparison[]): string {
  const rows = comparisons.flatMap((comparison) => {
    const { workload, ours, naive } = comparison
    return [
      [workload.title, 'open-rescue', ...figures(ours), bytesBeside(comparison)],
      ['', 'naive', ...figures(naive), ''],
      ['', 'ours ÷ naive', ...ratios(ours, naive), ''],
    ]
  })
  const age = 'change drawn → update ready, median / p95'
  return table(['workload', '', 'updates/s', 'KB/s', 'CPU per update', age, 'bytes to reach'], rows)
}

function figures({ updatesPerSecond, kilobytesPerSecond, cpuMsPerUpdate, age }: Summary): string[] {
  const ages = `${digits(age.median)} / ${digits(age.p95)} ms`
  return [digits(updatesPerSecond), digits(kilobytesPerSecond), `${digits(cpuMsPerUpdate)} ms`, ages]
}

function ratios(ours: Summary, naive: Summary): string[] {
  const of = (figure: (summary: Summary) => number) => digits(figure(ours) / figure(naive))
  return [
    of(({ updatesPerSecond }) => updatesPerSecond),
    of(({ kilobytesPerSecond }) => kilobytesPerSecond),
    of(({ cpuMsPerUpdate }) => cpuMsPerUpdate),
    `${of(({ age }) => age.median)} / ${of(({ age }) => age.p95)}`,
  ]
}

function bytesBeside({ workload, ours, wholeJpegKilobytesPerSecond, isExact }: Comparison): string {
  const times = wholeJpegKilobytesPerSecond / ours.kilobytesPerSecond
  const share = `${times >= 2 ? `1/${times.toFixed(0)}` : `${digits(1 / times)} ×`} of whole JPEGs`
  const told = (isMet: boolean) => (isMet ? 'met' : '**not met**')
  const exact = isExact ? 'exact at the end' : '**not exact**'
  switch (workload.name) {
    case 'typing':
      return `≤ 40 KB/s: ${told(ours.kilobytesPerSecond <= 40)}; ${exact}; ${share}`
    case 'scroll': {
      const isMet = ours.kilobytesPerSecond <= wholeJpegKilobytesPerSecond / 12
      return `≤ 1/12 of whole JPEGs: ${told(isMet)}; ${exact}; ${share}`
    }
    case 'video':
      return share
  }
}

/** Three digits that mean something; below one, to the thousandth. */
export function digits(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return value === 0 ? '0' : '–'
  if (value >= 100) return value.toFixed(0)
  return value >= 10 ? value.toFixed(1) : value.toFixed(value >= 1 ? 2 : 3)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
