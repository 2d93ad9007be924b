import type { TcpConnection } from './tcp-streams.ts'

const HEAD_END = '\r\n\r\n'
const RESERVED_BITS = 0x70
const OPCODE_BITS = 0x0f
const MASKED = 0x80
const LENGTH_BITS = 0x7f
const BINARY = 2

/** What the two sides of a connection said to each other, in clear as far as WebSocket goes. */
export interface Conversation {
  /** Of its first request. */
  readonly path: string
  readonly isWebSocket: boolean
  readonly toServer: readonly Buffer[]
  readonly toClient: readonly Buffer[]
  /** Bytes in binary messages, both ways. */
  readonly binaryBytes: number
}

/** Plain HTTP is one piece each way; of a WebSocket every frame is one, unmasked, and the upgrade too. */
export function readConversation({ toServer, toClient }: TcpConnection): Conversation {
  const path = toServer.subarray(0, 2048).toString('latin1').split(' ')[1] ?? ''
  const answer = toClient.indexOf(HEAD_END)
  if (!toClient.subarray(0, answer).toString('latin1').startsWith('HTTP/1.1 101 ')) {
    return { path, isWebSocket: false, toServer: [toServer], toClient: [toClient], binaryBytes: 0 }
  }
  const [asked, answered] = [readSide(toServer), readSide(toClient)]
  return {
    path,
    isWebSocket: true,
    toServer: asked.pieces,
    toClient: answered.pieces,
    binaryBytes: asked.binaryBytes + answered.binaryBytes,
  }
}

function readSide(bytes: Buffer) {
  const head = bytes.indexOf(HEAD_END) + HEAD_END.length
  const frames = [...readFrames(bytes.subarray(head))]
  const binaryBytes = frames.reduce((sum, { binary, payload }) => sum + (binary ? payload.byteLength : 0), 0)
  return { pieces: [bytes.subarray(0, head), ...frames.map(({ payload }) => payload)], binaryBytes }
}

/** The frames of RFC 6455, 5.2. A continuation counts as what it continues. */
function* readFrames(bytes: Buffer): Generator<{ readonly binary: boolean; readonly payload: Buffer }> {
  let binary = false
  for (let at = 0; at < bytes.byteLength; ) {
    const [first, second] = [bytes.readUInt8(at), bytes.readUInt8(at + 1)]
    if ((first & RESERVED_BITS) !== 0) throw new Error('a compressed frame: this reader would see nothing in it')
    const opcode = first & OPCODE_BITS
    if (opcode === 1 || opcode === BINARY) binary = opcode === BINARY
    const { length, bytes: longer } = readLength(bytes, at + 1)
    const maskAt = at + 2 + longer
    const dataAt = maskAt + ((second & MASKED) === 0 ? 0 : 4)
    at = dataAt + length
    if (at > bytes.byteLength) throw new Error('the capture ends within a frame')
    yield { binary: binary && opcode < 8, payload: unmask(bytes.subarray(dataAt, at), bytes.subarray(maskAt, dataAt)) }
  }
}

/** The length of a frame, and how many bytes more than one it takes to say it. */
function readLength(bytes: Buffer, at: number): { readonly length: number; readonly bytes: number } {
  const short = bytes.readUInt8(at) & LENGTH_BITS
  if (short === 126) return { length: bytes.readUInt16BE(at + 1), bytes: 2 }
  if (short === 127) return { length: Number(bytes.readBigUInt64BE(at + 1)), bytes: 8 }
  return { length: short, bytes: 0 }
}

function unmask(data: Buffer, mask: Buffer): Buffer {
  if (mask.byteLength === 0) return data
  return Buffer.from(data.map((byte, index) => byte ^ (mask[index % 4] ?? 0)))
}
