import type { BytePipe, BytePipeReceiver } from '../../src/channel/byte-pipe.ts'
import type { CloseCode } from '../../src/protocol/close-code.ts'

export type Side = 'console' | 'applet'

/** What passes on its way between two ends; it may change, drop or double it. */
export type Meddle = (bytes: Uint8Array<ArrayBuffer>, from: Side) => readonly Uint8Array<ArrayBuffer>[]

/** One end of a line inside this process. */
export class MemoryPipe implements BytePipe {
  readonly headBytes = 0
  readonly bufferedBytes = 0
  readonly side: Side
  receiver: BytePipeReceiver | undefined
  readonly #meddle: Meddle
  #other: MemoryPipe | undefined
  #isDead = false
  #wasTold = false

  private constructor(side: Side, meddle: Meddle) {
    this.side = side
    this.#meddle = meddle
  }

  static pair(meddle: Meddle): [console: MemoryPipe, applet: MemoryPipe] {
    const [console, applet] = [new MemoryPipe('console', meddle), new MemoryPipe('applet', meddle)]
    console.#other = applet
    applet.#other = console
    return [console, applet]
  }

  send(message: Uint8Array<ArrayBuffer>): void {
    if (this.#isDead) return
    for (const bytes of this.#meddle(message, this.side)) this.#other?.bring(bytes)
  }

  /** Arrives at this end in a moment. */
  bring(bytes: Uint8Array<ArrayBuffer>): void {
    queueMicrotask(() => {
      if (!this.#isDead) this.receiver?.received(bytes)
    })
  }

  close(code: CloseCode): void {
    if (this.#isDead) return
    this.#wasTold = true
    queueMicrotask(() => {
      this.#other?.die()
      this.#other?.noticed(code)
      this.die()
    })
  }

  /** Nothing passes any more, either way; nobody is told. */
  die(): void {
    this.#isDead = true
  }

  noticed(code: CloseCode): void {
    if (this.#wasTold) return
    this.#wasTold = true
    this.receiver?.closed(code, '')
  }
}
