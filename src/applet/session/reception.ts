import type { Clock } from '../../base/clock.ts'
import type { BytePipe, BytePipeReceiver } from '../../channel/byte-pipe.ts'
import { RECORD_HEADER_BYTES, readRecordHeader } from '../../channel/record.ts'
import { type HandshakeMessage, handshakeCodec } from '../../protocol/handshake/catalog.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'

interface Decision {
  /** A page that goes on where it was cut off takes the pipe over. Returns false for one that we do not know. */
  returning(channelId: string): boolean
  /** A page that has not been here before takes the pipe over, unless it has gone meanwhile. */
  arriving(isGone: () => boolean): Promise<void>
}

/** Where a technician's page says first whether it comes back or is new. */
export function receivePage(pipe: BytePipe, clock: Clock, decision: Decision): void {
  const late = clock.after(LIMITS.firstMessageMs, () => pipe.close('first-message-late', ''))
  const early: Uint8Array[] = []
  let isGone = false
  const own: BytePipeReceiver = {
    received: (bytes) => {
      late[Symbol.dispose]()
      early.push(bytes)
      if (early.length === 1) void decide(bytes)
    },
    closed: () => {
      isGone = true
      late[Symbol.dispose]()
    },
  }
  pipe.receiver = own
  const decide = async (bytes: Uint8Array) => {
    try {
      const first = readFirst(bytes)
      if (first.type !== 'resume-offered') await decision.arriving(() => isGone)
      else if (!decision.returning(first.channel)) return pipe.close('resume-refused', '')
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      return pipe.close('protocol-error', error.message)
    }
    // Whoever took the pipe over takes what was said, too.
    if (pipe.receiver !== own) for (const said of early) pipe.receiver?.received(said)
  }
}

function readFirst(bytes: Uint8Array): HandshakeMessage {
  if (readRecordHeader(bytes).type !== 'handshake') throw new ProtocolError('unexpected-message', '', 'before a hello')
  return handshakeCodec.decodeBytes(bytes.subarray(RECORD_HEADER_BYTES), 'console')
}
