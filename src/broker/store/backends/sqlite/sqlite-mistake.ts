import { OperatorMistake } from '../../../operator-mistake.ts'

/** SQLite's result codes for what the operator can put right, with what to do about each. */
const MISTAKES: Readonly<Record<number, string>> = {
  8: 'cannot be written. Run the broker as the user whom the data folder belongs to, or name another with --data.',
  11: 'is damaged. Put a backup in its place.',
  14: 'cannot be opened. Run the broker as the user whom the data folder belongs to, or name another with --data.',
  26: 'is no database of a broker. Move it away, or name another folder with --data.',
}

/** The error in words of the operator, where it is theirs. */
export function toMistake(error: unknown, file: string): unknown {
  const sentence = MISTAKES[codeOf(error)]
  return sentence === undefined ? error : new OperatorMistake(`${file} ${sentence}`, { cause: error })
}

/** The low byte: what is above it says the same more exactly. */
export function codeOf(error: unknown): number {
  const { errcode = 0 } = error as { errcode?: number }
  return errcode & 0xff
}
