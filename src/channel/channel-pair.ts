import type { CloseCode } from '../protocol/close-code.ts'
import type { BytePipe, BytePipeReceiver } from './byte-pipe.ts'
import type { Channel } from './channel.ts'
import { RecordChannel } from './record-channel.ts'

/** Two ends of a conversation inside one process: what one sends, the other receives a microtask later. */
export function channelPair(): { applet: Channel; console: Channel } {
  const applet = new MemoryPipe()
  const console = new MemoryPipe()
  applet.other = console
  console.other = applet
  return { applet: new RecordChannel(applet, 'applet'), console: new RecordChannel(console, 'console') }
}

class MemoryPipe implements BytePipe {
  readonly headBytes = 0
  bufferedBytes = 0
  receiver: BytePipeReceiver | undefined
  other: MemoryPipe | undefined

  send(message: Uint8Array<ArrayBuffer>): void {
    this.bufferedBytes += message.byteLength
    void Promise.resolve().then(() => {
      this.bufferedBytes -= message.byteLength
      this.other?.receiver?.received(message)
    })
  }

  close(code: CloseCode, detail: string): void {
    void Promise.resolve().then(() => this.other?.receiver?.closed(code, detail))
  }
}
