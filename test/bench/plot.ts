import { digits } from './figures.ts'
import type { Summary } from './pipeline-run.ts'
import type { Comparison } from './pipelines.ts'

const WIDTH = 960
const HEIGHT = 440
const PANEL = { top: 76, bottom: 352, width: 400 }
const BAR = 44

/** A background of its own: the page around it may be lit otherwise than the reader's system says. */
const STYLE = `
  svg { --paper: #ffffff; --ink: #1c2430; --faint: #d9dee6; --ours: #1f6feb; --naive: #9aa5b4; }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #0f141b; --ink: #e6ebf2; --faint: #2c3542; --ours: #6cb0ff; --naive: #77839a; }
  }
  text { font: 13px system-ui, sans-serif; fill: var(--ink); }
  .title { font-weight: 600; font-size: 15px; }
  .middle { text-anchor: middle; }
  .end { text-anchor: end; }
  .paper { fill: var(--paper); }
  .grid { stroke: var(--faint); }
  .spread { stroke: var(--ink); stroke-width: 1.5; }
  .ours { fill: var(--ours); }
  .naive { fill: var(--naive); }`

interface Bar {
  readonly value: number
  /** The end of a line above the bar. */
  readonly upTo?: number
}

interface Panel {
  readonly left: number
  readonly title: string
  readonly unit: string
  bar(summary: Summary): Bar
}

const PANELS: readonly Panel[] = [
  {
    left: 70,
    title: 'Age of what is shown',
    unit: 'ms from change drawn to update ready; line: p95',
    bar: ({ age }) => ({ value: age.median, upTo: age.p95 }),
  },
  { left: 545, title: 'Bytes', unit: 'KB/s', bar: ({ kilobytesPerSecond: value }) => ({ value }) },
]

/** An SVG: both figures that a technician feels, for every workload, by us and by the naive pipeline; logarithmic. */
export function plot(comparisons: readonly Comparison[]): string {
  const panels = PANELS.map((panel) => drawPanel(panel, comparisons)).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">
<title>Age and bytes per second of open-rescue and of a naive pipeline</title>
<style>${STYLE}
</style>
<rect class="paper" width="${WIDTH}" height="${HEIGHT}" rx="8"/>
${legend()}${panels}</svg>
`
}

function legend(): string {
  const y = HEIGHT - 22
  return `<rect class="ours" x="70" y="${y - 11}" width="12" height="12"/><text x="88" y="${y}">open-rescue</text>
<rect class="naive" x="190" y="${y - 11}" width="12" height="12"/>
<text x="208" y="${y}">naive: screenshot-desktop and a whole JPEG by sharp, in a loop</text>
<text class="end" x="${WIDTH - 15}" y="${y}">logarithmic</text>
`
}

function drawPanel(panel: Panel, comparisons: readonly Comparison[]): string {
  const bars = comparisons.flatMap(({ ours, naive }) => [panel.bar(ours), panel.bar(naive)])
  const { least, most } = decades(bars.flatMap(({ value, upTo }) => [value, upTo ?? value]))
  const yOf = (value: number) => {
    const share = (Math.log10(Math.max(value, least)) - Math.log10(least)) / (Math.log10(most) - Math.log10(least))
    return PANEL.bottom - share * (PANEL.bottom - PANEL.top)
  }
  const group = PANEL.width / Math.max(1, comparisons.length)
  const groups = comparisons.map(({ workload, ours, naive }, index) => {
    const middle = panel.left + group * (index + 0.5)
    const [left, right] = [middle - BAR - 3, middle + 3]
    const below = `class="middle" x="${middle}"`
    const name = `<text ${below} y="${PANEL.bottom + 20}">${workload.name}</text>
<text ${below} y="${PANEL.bottom + 38}">${rates(ours, naive)}</text>\n`
    return drawBar('ours', left, panel.bar(ours), yOf) + drawBar('naive', right, panel.bar(naive), yOf) + name
  })
  const title = `<text class="title" x="${panel.left}" y="28">${panel.title}</text>
<text x="${panel.left}" y="48">${panel.unit}</text>\n`
  return title + grid(panel.left, least, most, yOf) + groups.join('')
}

/** Fewer bytes of fewer pictures are no merit. */
function rates(ours: Summary, naive: Summary): string {
  return `${ours.updatesPerSecond.toFixed(0)} : ${naive.updatesPerSecond.toFixed(0)} updates/s`
}

function drawBar(name: 'ours' | 'naive', x: number, { value, upTo }: Bar, yOf: (value: number) => number): string {
  const y = yOf(value)
  const middle = x + BAR / 2
  const spread = upTo
    ? `<line class="spread" x1="${middle}" x2="${middle}" y1="${round(y)}" y2="${round(yOf(upTo))}"/>`
    : ''
  const labelY = round((upTo ? yOf(upTo) : y) - 6)
  return `<rect class="${name}" x="${x}" y="${round(y)}" width="${BAR}" height="${round(PANEL.bottom - y)}"/>${spread}
<text class="middle" x="${middle}" y="${labelY}">${digits(value)}</text>\n`
}

function grid(left: number, least: number, most: number, yOf: (value: number) => number): string {
  let lines = ''
  for (let value = least; value <= most; value *= 10) {
    const y = round(yOf(value))
    lines += `<line class="grid" x1="${left}" x2="${left + PANEL.width}" y1="${y}" y2="${y}"/>
<text class="end" x="${left - 8}" y="${y + 4}">${value.toLocaleString('en')}</text>\n`
  }
  return lines
}

/** The powers of ten around these values. */
function decades(values: readonly number[]): { least: number; most: number } {
  const known = values.filter((value) => value > 0 && Number.isFinite(value))
  // Half of it, so that the lowest bar is still to be seen.
  const least = 10 ** Math.floor(Math.log10(Math.min(...known, 10) / 2))
  return { least, most: Math.max(least * 10, 10 ** Math.ceil(Math.log10(Math.max(...known, 10)))) }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
