import { newSecret } from '../../src/broker/secret.ts'
import type { BrokerLayerMessage } from '../../src/protocol/broker/catalog.ts'
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts'

type Claim = Extract<BrokerLayerMessage, { type: 'pin-presented' }>

/** What an applet says first; each is another applet, unless it is told its claim key. */
export function claimOf(pin: string, claimKey = newSecret()): Claim {
  return { type: 'pin-presented', version: PROTOCOL_VERSION, pin, claimKey, program: 'test', platform: 'Linux' }
}
