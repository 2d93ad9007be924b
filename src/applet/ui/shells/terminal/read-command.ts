import { ALL_PERMISSIONS, type Permission } from '../../../../protocol/permission.ts'

/** What a line is that is no answer to a question. */
export type TerminalCommand =
  | { readonly kind: 'revoke' | 'end' | 'help' | 'files' | 'nothing' }
  | { readonly kind: 'switch'; readonly permission: Permission; readonly on: boolean }
  | { readonly kind: 'send'; readonly path: string }
  /** The number as it stands in the list of files. */
  | { readonly kind: 'save'; readonly number: number; readonly folder: string }
  | { readonly kind: 'refuse'; readonly number: number }
  | { readonly kind: 'log'; readonly format: 'text' | 'verifiable'; readonly folder: string }
  | { readonly kind: 'say'; readonly text: string }

const WORDS: Readonly<Record<string, TerminalCommand>> = {
  '': { kind: 'nothing' },
  x: { kind: 'revoke' },
  revoke: { kind: 'revoke' },
  end: { kind: 'end' },
  quit: { kind: 'end' },
  exit: { kind: 'end' },
  help: { kind: 'help' },
  '?': { kind: 'help' },
  files: { kind: 'files' },
}

/** Anything that is no command is a message to the technician. */
export function readCommand(line: string): TerminalCommand {
  const word = WORDS[line.toLowerCase()]
  return word ?? readSwitch(line) ?? readFile(line) ?? readLog(line) ?? { kind: 'say', text: line }
}

/** Whoever types a name that is none has not written a message either, but that is as likely: `off you go`. */
function readSwitch(line: string): TerminalCommand | undefined {
  const [, how, name] = /^(on|off) ([\w.-]+)$/i.exec(line) ?? []
  const permission = ALL_PERMISSIONS.find((known) => known === name?.toLowerCase())
  return permission && { kind: 'switch', permission, on: how?.toLowerCase() === 'on' }
}

function readFile(line: string): TerminalCommand | undefined {
  const [, path] = /^send (\S.*)$/i.exec(line) ?? []
  if (path) return looksLikePath(path) ? { kind: 'send', path: unquoted(path) } : undefined
  const [, saved, folder] = /^save (\d{1,4}) (\S.*)$/i.exec(line) ?? []
  if (folder) return { kind: 'save', number: Number(saved), folder: unquoted(folder) }
  const [, refused] = /^refuse (\d{1,4})$/i.exec(line) ?? []
  return refused ? { kind: 'refuse', number: Number(refused) } : undefined
}

function readLog(line: string): TerminalCommand | undefined {
  const [, verifiable, folder] = /^log (verifiable )?(\S.*)$/i.exec(line) ?? []
  if (!folder || !looksLikePath(folder)) return undefined
  return { kind: 'log', format: verifiable ? 'verifiable' : 'text', folder: unquoted(folder) }
}

/** `send me the bill` is a message. */
function looksLikePath(text: string): boolean {
  return /[/\\]|^["'~.]|^[A-Za-z]:/.test(text) || !text.includes(' ')
}

/** As terminals write a file that is dropped on them. */
function unquoted(path: string): string {
  return /^(["'])(.*)\1$/.exec(path)?.[2] ?? path
}
