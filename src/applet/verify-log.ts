import { createReadStream } from 'node:fs'
import { LONGEST_LINE } from './session/log-lines.ts'
import { type LogVerdict, LogVerifier } from './session/log-verifier.ts'
import type { AppletSpeaker } from './words/words.ts'

interface Options {
  readonly file: string
  /** As somebody read it from the technician's console, or typed it. */
  readonly hash?: string | undefined
  readonly json?: boolean | undefined
}

interface Output {
  readonly speaker: AppletSpeaker
  /** One line, without its end. */
  readonly write: (line: string) => void
  readonly complain: (line: string) => void
}

/** Exit statuses: whole, tampered with, and nothing that could be read. */
const EXIT = { whole: 0, tampered: 1, unreadable: 2 } as const

/** Bytes of a hash that two people compare, in hexadecimal: fewer could be met by trying. */
const LEAST_DIGITS = 16

/** Says whether a session log is as the program wrote it, without a network; resolves with the exit status. */
export async function verifyLog({ file, hash, json }: Options, output: Output): Promise<number> {
  const { speaker, complain } = output
  const wanted = hash?.replace(/[\s\u2026]/g, '').toLowerCase()
  if (wanted !== undefined && !new RegExp(`^[0-9a-f]{${LEAST_DIGITS},64}$`).test(wanted)) {
    complain(speaker.t('verify.hash-malformed'))
    return EXIT.unreadable
  }
  try {
    const verdict = await readLog(file, wanted)
    if (!verdict.isLog) {
      complain(speaker.t('verify.no-log'))
      return EXIT.unreadable
    }
    return tell(verdict, { wanted, json, output })
  } catch (error) {
    complain(speaker.t('verify.unreadable', { reason: error instanceof Error ? error.message : String(error) }))
    return EXIT.unreadable
  }
}

async function readLog(file: string, wanted: string | undefined): Promise<LogVerdict> {
  const verifier = new LogVerifier(wanted)
  for await (const line of linesOf(createReadStream(file, { encoding: 'utf8' }))) verifier.add(line)
  return verifier.finish()
}

/** However long a line is, no more of it is kept than shows that it is none of ours. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of pieces) {
    const lines = piece.split('\n')
    lines[0] = rest + lines[0]
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE + 1)
    yield* lines
  }
  if (rest !== '') yield rest
}

interface Telling {
  readonly wanted: string | undefined
  readonly json: boolean | undefined
  readonly output: Output
}

function tell(verdict: LogVerdict, { wanted, json, output: { speaker, write } }: Telling): number {
  const isWhole = verdict.trouble === undefined && (wanted === undefined || verdict.found !== undefined)
  if (json) write(JSON.stringify({ whole: isWhole, ...verdict }))
  else for (const sentence of sentences(verdict, wanted, speaker)) write(sentence)
  return isWhole ? EXIT.whole : EXIT.tampered
}

function sentences(verdict: LogVerdict, wanted: string | undefined, speaker: AppletSpeaker): string[] {
  const { trouble, found, unfinished, dropped, lines, hash = '' } = verdict
  if (trouble) return [speaker.t(`verify.${trouble.what}`, { line: trouble.line })]
  const said = [speaker.count('verify.whole', lines, { days: daysOf(verdict, speaker) })]
  if (dropped > 0) said.push(speaker.count('verify.dropped', dropped))
  if (unfinished > 0) said.push(speaker.t('verify.unfinished'))
  if (wanted === undefined) said.push(speaker.t('verify.hash', { hash }))
  else if (found === undefined) said.push(speaker.t('verify.not-found'))
  else said.push(speaker.t('verify.found', { line: found }))
  return said
}

/** A clock may have been set back in between, and a hash makes no date of what is none. */
function daysOf({ from = '', to = '' }: LogVerdict, { language }: AppletSpeaker): string {
  const [first = 0, last = first] = [Date.parse(from), Date.parse(to)].filter(Number.isFinite).sort((a, b) => a - b)
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).formatRange(first, last)
}
