import { OperatorMistake } from './operator-mistake.ts'
import type { BrokerOptions } from './options.ts'

/** Why it cannot listen, in words of the operator, where it is theirs to change. */
export function toListenMistake(error: unknown, options: BrokerOptions): unknown {
  const sentence = sentenceOf(error as NodeJS.ErrnoException & { port?: number }, options)
  return sentence === undefined ? error : new OperatorMistake(sentence, { cause: error })
}

function sentenceOf(
  { code, syscall, port }: NodeJS.ErrnoException & { port?: number },
  { host, redirectPort }: BrokerOptions,
): string | undefined {
  const option = port !== undefined && port === redirectPort ? '--redirect-port' : '--port'
  if (syscall === 'getaddrinfo') return `${host} is no address of this computer; choose another with --host.`
  if (syscall !== 'listen') return undefined
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program; choose another with ${option}.`
    case 'EACCES':
      return `Port ${port} may be opened by the system's administrator only; choose one from 1024 up with ${option}.`
    case 'EADDRNOTAVAIL':
      return `${host} is no address of this computer; choose another with --host.`
    default:
      return undefined
  }
}
