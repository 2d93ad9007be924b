/** The two byte streams of one TCP connection to a server, as they were on the wire. */
export interface TcpConnection {
  readonly toServer: Buffer
  readonly toClient: Buffer
}

const PCAP_HEAD = 24
const PACKET_HEAD = 16
const PCAP_MAGIC = 0xa1b2c3d4
const ETHERNET = 1
const ETHERNET_HEAD = 14
const SYN = 0x02

interface Segment {
  readonly from: number
  readonly to: number
  readonly seq: number
  readonly opens: boolean
  readonly data: Buffer
}

/** Every connection in a capture of one server's port (libpcap's file, IPv4). Throws when a byte of any is missing. */
export function readConnections(pcap: Buffer, port: number): TcpConnection[] {
  const connections: { readonly toServer: OneWay; readonly toClient: OneWay }[] = []
  const current = new Map<number, (typeof connections)[number]>()
  for (const segment of readSegments(pcap)) {
    const isToServer = segment.to === port
    const client = isToServer ? segment.from : segment.to
    if (isToServer && segment.opens) {
      const connection = { toServer: new OneWay(), toClient: new OneWay() }
      connections.push(connection)
      current.set(client, connection)
    }
    const connection = current.get(client)
    // The rest of what somebody else had with the same port before.
    if (!connection && segment.data.byteLength === 0) continue
    if (!connection) throw new Error(`a connection from port ${client} is older than the capture`)
    connection[isToServer ? 'toServer' : 'toClient'].take(segment)
  }
  return connections.map(({ toServer, toClient }) => ({ toServer: toServer.bytes(), toClient: toClient.bytes() }))
}

/** One direction: its segments in the order of their numbers, each byte once. */
class OneWay {
  readonly #segments: { readonly at: number; readonly data: Buffer }[] = []
  #start: number | undefined

  take({ seq, opens, data }: Segment): void {
    if (opens) this.#start = seq
    if (data.byteLength === 0) return
    if (this.#start === undefined) throw new Error('data before the connection was open')
    this.#segments.push({ at: (seq - this.#start - 1) >>> 0, data })
  }

  bytes(): Buffer {
    const parts: Buffer[] = []
    let length = 0
    for (const { at, data } of this.#segments.toSorted((a, b) => a.at - b.at)) {
      if (at > length) throw new Error(`${at - length} bytes are missing in the capture`)
      const news = data.subarray(length - at)
      parts.push(news)
      length += news.byteLength
    }
    return Buffer.concat(parts)
  }
}

function* readSegments(pcap: Buffer): Generator<Segment> {
  if (pcap.readUInt32LE(0) !== PCAP_MAGIC || pcap.readUInt32LE(20) !== ETHERNET)
    throw new Error('another kind of capture')
  for (let at = PCAP_HEAD; at + PACKET_HEAD <= pcap.byteLength; ) {
    const [captured, whole] = [pcap.readUInt32LE(at + 8), pcap.readUInt32LE(at + 12)]
    if (captured !== whole) throw new Error('a packet was cut off')
    const from = at + PACKET_HEAD
    at = from + captured
    if (at <= pcap.byteLength) yield readSegment(pcap.subarray(from + ETHERNET_HEAD, at))
  }
}

function readSegment(packet: Buffer): Segment {
  const ipHead = (packet.readUInt8(0) & 0x0f) * 4
  // Over loopback a packet can be longer than IPv4 can say; then it says 0.
  const ipLength = packet.readUInt16BE(2) || packet.byteLength
  const tcp = packet.subarray(ipHead, ipLength)
  return {
    from: tcp.readUInt16BE(0),
    to: tcp.readUInt16BE(2),
    seq: tcp.readUInt32BE(4),
    opens: (tcp.readUInt8(13) & SYN) !== 0,
    data: tcp.subarray((tcp.readUInt8(12) >> 4) * 4),
  }
}
