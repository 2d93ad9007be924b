import type { HandshakeMessage } from '../../protocol/handshake/catalog.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { PROTOCOL_VERSION, speaks } from '../../protocol/version.ts'
import { ascii } from './ascii.ts'
import { generatorOf } from './cpace.ts'
import type { ExchangeLine, Party } from './key-exchange.ts'
import { channelIdOf } from './key-schedule.ts'
import { concatWithLengths } from './length-value.ts'

type Hello = Extract<HandshakeMessage, { type: 'hello-sent' }>

export const OFFERED_CAPABILITY = 'verification:offered'

/** Both first messages, in the very bytes that were said. */
export interface Greeting {
  readonly console: Uint8Array
  readonly applet: Uint8Array
  readonly channelId: string
  /** What the other side can do. */
  readonly capabilities: readonly string[]
}

export function sayHello(line: ExchangeLine, { origin, program, capabilities }: Party): Uint8Array {
  return line.send({
    type: 'hello-sent',
    versions: [PROTOCOL_VERSION],
    program,
    origin,
    capabilities: [...new Set(capabilities)].sort(),
    nonce: crypto.getRandomValues(new Uint8Array(16)).toHex(),
  })
}

/** Throws ProtocolError when there is no version in common. Returns false when the other side stands elsewhere. */
export function checkHello(hello: Hello, { origin }: Party): boolean {
  if (!hello.versions.some(speaks)) throw new ProtocolError('version-unsupported')
  return hello.origin === origin
}

export function greetingOf(console: Uint8Array, applet: Uint8Array, other: Hello): Greeting {
  return { console, applet, channelId: channelIdOf(console, applet), capabilities: other.capabilities }
}

/**
 * What the digits stand for between exactly these two sides. Each puts in the address that it knows itself, so that a broker
 * in front of another broker gets nowhere.
 */
export function generatorOfCode(digits: string, { sid, origin }: Party, { console, applet }: Greeting): Uint8Array {
  const context = concatWithLengths(ascii('console'), ascii('applet'), ascii(origin), console, applet)
  return generatorOf(ascii(digits), context, sid)
}

export function isCode(digits: string): boolean {
  return /^\d{6}$/.test(digits)
}
