import { readRecordHeader } from '../../src/channel/record.ts'
import type { CloseCode } from '../../src/protocol/close-code.ts'
import type { Course } from './hostile-conversation.ts'
import { type Attack, isInClear, type Passed } from './hostile-line.ts'
import type { Side } from './memory-pipe.ts'

/** What an attack is detected as. */
const NAMES: readonly CloseCode[] = [
  'tampered',
  'protocol-error',
  'verification-failed',
  'origin-mismatch',
  'version-unsupported',
]

/** How an attack went that was not detected, and need not be: nobody was told anything that was not so. */
const HARMLESS = {
  refused: 'the digits were refused',
  noKey: 'no key came of it',
  later: 'the talk about keys was only later',
  madeUp: 'the next line made up for it',
  hint: 'a number that is only shown',
} as const

export type Verdict = CloseCode | (typeof HARMLESS)[keyof typeof HARMLESS] | 'nothing to do' | `UNDETECTED: ${string}`

/** What became of an attack. Whatever begins with UNDETECTED must not be. */
export function verdictOf(course: Course, attack: Attack, name: string): Verdict {
  const { target, closed } = course
  if (!target) return 'nothing to do'
  const lie = lieOf(course)
  if (lie) return `UNDETECTED: ${name} of ${target.kind} from ${target.from}: ${lie}`
  const code = closed.find((closedWith) => NAMES.includes(closedWith))
  const hasKeys = !isInClear(target) || bringsKey(course, target)
  const actedUpon = code && hasKeys && attack.spare < heardAfter(course, target, attack)
  if (actedUpon) return `UNDETECTED: ${name} of ${target.kind} from ${target.from}: ${code}, but more was heard`
  return (
    code ??
    harmlessness(course, target, attack) ??
    `UNDETECTED: ${name} of ${target.kind} from ${target.from}: went through`
  )
}

/** Whole messages beyond those that had passed when the attack came. */
function heardAfter({ heard, wholeBefore }: Course, { from }: Passed, { reflects }: Attack): number {
  const speaker = reflects ? other(from) : from
  return heard[speaker].length - wholeBefore[speaker]
}

/** Something that was heard and not said, or twice, or out of order. */
function lieOf({ sent, heard }: Course): string | undefined {
  for (const side of ['console', 'applet'] as const) {
    const isFrame = (what: string) => what.startsWith('frame')
    const lost = heard[side].filter((what) => !isFrame(what)).findIndex((what, at) => what !== kept(sent[side])[at])
    if (lost >= 0) return `the ${side} said ${sent[side]}, and what was heard is ${heard[side]}`
    const frames = heard[side].filter(isFrame)
    const said = sent[side].filter((what) => isFrame(what) && frames.includes(what))
    if (String(frames) !== String(said)) return `frames ${frames} instead of ${said}`
  }
  return undefined

  function kept(said: readonly string[]): string[] {
    return said.filter((what) => !what.startsWith('frame'))
  }
}

function harmlessness(course: Course, target: Passed, attack: Attack): Verdict | undefined {
  if (isInClear(target) && !bringsKey(course, target)) return HARMLESS.noKey
  if (target.kind.startsWith('key-') && isRefused(course, target)) return HARMLESS.refused
  if (!isComplete(course)) return undefined
  if (!course.follower) return HARMLESS.madeUp
  if (attack.next && isInClear(target) !== isInClear(course.follower)) return HARMLESS.later
  return target.kind === 'code-shown' ? HARMLESS.hint : undefined
}

/** Whether a record under a newer key went over the line on which the attack was. */
function bringsKey({ passed }: Course, target: Passed): boolean {
  const at = passed.indexOf(target)
  const epochOf = ({ bytes }: Passed) => readRecordHeader(bytes).epoch
  const newest = Math.max(0, ...passed.slice(0, at).map(epochOf))
  return passed.slice(at).some((record) => record.line === target.line && epochOf(record) > newest)
}

/** The try that the target was part of ended with a refusal. */
function isRefused({ passed }: Course, target: Passed): boolean {
  const after = passed.slice(passed.indexOf(target))
  const end = after.findIndex(({ kind }, at) => kind === 'code-refused' || (at > 0 && kind === 'key-offered'))
  return after[end]?.kind === 'code-refused'
}

function isComplete({ sent, heard }: Course): boolean {
  return (['console', 'applet'] as const).every((side) => String(sent[side]) === String(heard[side]))
}

function other(side: Side): Side {
  return side === 'console' ? 'applet' : 'console'
}
