/** Every scope there is: the path of a room. `DEBUG=applet.screen*` shows the debug lines of the rooms that match. */
type Scope =
  | 'applet'
  | 'applet.clipboard'
  | 'applet.input'
  | 'applet.permission'
  | 'applet.screen'
  | 'applet.session'
  | 'broker'
  | 'broker.download'
  | 'broker.gateway'
  | 'broker.http'
  | 'broker.relay'
  | 'broker.session'
  | 'channel'

type LogLevel = 'debug' | 'info' | 'warn' | 'error'
type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

export interface LogLine {
  readonly time: string
  readonly level: LogLevel
  readonly scope: Scope
  readonly message: string
  readonly fields: LogFields
}

export type CreateLogger = (scope: Scope) => Logger

/** Debug lines are made only for scopes that match `debug`, a comma-separated list where `*` stands for any rest. */
export function createLogger(write: (line: LogLine) => void, debug = ''): CreateLogger {
  const patterns = debug.split(',').filter((pattern) => pattern !== '')
  const matches = (scope: Scope) =>
    patterns.some((pattern) => (pattern.endsWith('*') ? scope.startsWith(pattern.slice(0, -1)) : scope === pattern))
  return (scope) => {
    const log =
      (level: LogLevel) =>
      (message: string, fields: LogFields = {}) =>
        write({ time: new Date().toISOString(), level, scope, message, fields })
    return {
      debug: matches(scope) ? log('debug') : () => {},
      info: log('info'),
      warn: log('warn'),
      error: log('error'),
    }
  }
}

/** One line for a person, safe for a terminal whatever the fields hold. */
export function formatLogLine({ time, level, scope, message, fields }: LogLine): string {
  const rest = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}=${typeof value === 'string' ? JSON.stringify(value) : value}`)
    .join('')
  return escapeControls(`${time} ${level} ${scope}: ${message}${rest}`)
}

// C0 and C1 controls, line separators and the marks that turn text around.
const DANGEROUS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** Replaces what could move a cursor, forge a line or turn text around by its `\u` notation. */
export function escapeControls(text: string): string {
  return text.replace(DANGEROUS, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

export const silentLogger: CreateLogger = createLogger(() => {})
