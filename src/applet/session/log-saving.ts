import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppletSpeaker } from '../words/words.ts'
import { logAsFile } from './log-as-file.ts'
import { logAsText } from './log-as-text.ts'
import type { KeptLog, LogFacts } from './log-facts.ts'

/** Names tried before a folder counts as full of them. */
const MOST_NAMES = 1000

interface Wish {
  readonly format: 'text' | 'verifiable'
  readonly folder: string
  readonly facts: LogFacts
  readonly log: KeptLog
  readonly speaker: AppletSpeaker
}

/**
 * Writes the log into a folder that the customer chose, for their eyes alone, and never over what is there. Resolves with the full
 * path; rejects with what the system said.
 */
export async function saveLog({ format, folder, facts, log, speaker }: Wish): Promise<string> {
  const content = format === 'text' ? logAsText(facts, log, speaker) : logAsFile(facts, log)
  const name = speaker.t('saved.name', { time: stampOf(log.entries[0]?.time ?? 0) })
  return writeNew(join(folder, name), format === 'text' ? '.txt' : '.jsonl', content)
}

async function writeNew(stem: string, extension: string, content: string): Promise<string> {
  for (let count = 0; ; count += 1) {
    const path = `${stem}${count === 0 ? '' : ` (${count})`}${extension}`
    try {
      await write(path, content)
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || count === MOST_NAMES) throw error
    }
  }
}

/** Exclusively: what is there, a link included, is neither followed nor changed. Half a log is not left behind. */
async function write(path: string, content: string): Promise<void> {
  await using file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

/** `2026-11-22 10.46`: sorts by time and is a name on every system. */
function stampOf(instant: number): string {
  const time = new Date(instant)
  const two = (number: number) => String(number).padStart(2, '0')
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${day} ${two(time.getHours())}.${two(time.getMinutes())}`
}
