import { PeerSocket } from '../../src/broker/gateway/peer-socket.ts'
import { SealedChannel } from '../../src/channel/sealed-channel.ts'

const SEQ_AT = 4

/** The most that ever waited anywhere on the way of the pictures of all applets in this process. */
export class FlowWatch implements Disposable {
  /** Updates of one applet that were sent and not acknowledged. */
  unacknowledged = 0
  /** Bytes that an applet had sent and its computer had not. */
  appletBytes = 0
  /** Bytes that the broker had taken for one receiver and not sent. */
  brokerBytes = 0
  readonly #onTheWay = new Map<SealedChannel, Set<number>>()
  readonly #restore: () => void

  constructor() {
    const { sendFrame } = SealedChannel.prototype
    const { forward } = PeerSocket.prototype
    const sent = (channel: SealedChannel, bytes: Uint8Array) => this.#sent(channel, bytes)
    const forwarded = (receiver: PeerSocket) => {
      this.brokerBytes = Math.max(this.brokerBytes, receiver.bufferedBytes)
    }
    // Not by a spy: it would keep every picture.
    SealedChannel.prototype.sendFrame = function (bytes) {
      sendFrame.call(this, bytes)
      sent(this, bytes)
    }
    PeerSocket.prototype.forward = function (bytes) {
      forward.call(this, bytes)
      forwarded(this)
    }
    this.#restore = () => {
      SealedChannel.prototype.sendFrame = sendFrame
      PeerSocket.prototype.forward = forward
    }
  }

  [Symbol.dispose](): void {
    this.#restore()
  }

  #sent(channel: SealedChannel, bytes: Uint8Array): void {
    const seqs = this.#onTheWay.get(channel) ?? this.#watch(channel)
    seqs.add(new DataView(bytes.buffer, bytes.byteOffset).getUint32(SEQ_AT, true))
    this.unacknowledged = Math.max(this.unacknowledged, seqs.size)
    this.appletBytes = Math.max(this.appletBytes, channel.bufferedBytes)
  }

  #watch(channel: SealedChannel): Set<number> {
    const seqs = new Set<number>()
    this.#onTheWay.set(channel, seqs)
    channel.on('cut', () => seqs.clear())
    channel.on('message', ({ message }) => {
      if (message.type !== 'update-painted') return
      for (const seq of seqs) if (seq <= message.seq) seqs.delete(seq)
    })
    return seqs
  }
}
