import { unreachable } from '../../../../base/assert.ts'
import type { InputMessage } from '../../../../protocol/peer/catalog.ts'
import type { Permitted } from '../../../permission/permission-gate.ts'
import type { Connection } from '../../../x11/connection.ts'
import { XTestQueryExtension } from '../../../x11/xtest.ts'
import { InputFailed, type InputSink } from '../../input-sink.ts'
import { DeviceWatch } from './device-watch.ts'
import { Keyboard } from './keyboard.ts'
import { Pointer } from './pointer.ts'

/** Mouse and keyboard of an X server, by its extension for tests. */
export class X11Input implements InputSink {
  readonly name = 'X11 (XTEST)'
  readonly #connection: Connection
  readonly #pointer: Pointer
  readonly #keyboard: Keyboard
  readonly #devices: DeviceWatch

  /** Closes the connection when it is disposed. Throws InputFailed. */
  constructor(connection: Connection) {
    const unused = new Int32Array(1)
    if (XTestQueryExtension(connection.display, unused, unused, unused, unused) === 0) {
      throw new InputFailed('The X server does not have the XTEST extension.')
    }
    this.#connection = connection
    this.#pointer = new Pointer(connection)
    this.#keyboard = new Keyboard(connection)
    this.#devices = new DeviceWatch(connection)
  }

  prepare(message: InputMessage): Promise<void> | undefined {
    if (message.type !== 'text-entered' || this.#connection.lost) return undefined
    return this.#keyboard.prepare(message.text)
  }

  inject(input: Permitted<InputMessage>): void {
    if (this.#connection.lost) throw new InputFailed('The X server is gone.')
    this.#act(input)
    // The server takes turns with its clients: what is on its way only, whoever gets the keyboard next would get.
    this.#connection.settle()
  }

  #act(input: InputMessage): void {
    switch (input.type) {
      case 'pointer-moved':
        return this.#pointer.move(input.x, input.y)
      case 'button-pressed':
        this.#pointer.move(input.x, input.y)
        return this.#pointer.press(input.button)
      case 'button-released':
        this.#pointer.move(input.x, input.y)
        return this.#pointer.release(input.button)
      case 'wheel-turned':
        this.#pointer.move(input.x, input.y)
        return this.#pointer.turn(input.dx, input.dy)
      case 'key-pressed':
        return this.#keyboard.press(input.code)
      case 'key-released':
        return this.#keyboard.release(input.code)
      case 'text-entered':
        return this.#keyboard.type(input.text)
      case 'input-let-go':
        return this.releaseAll()
      default:
        return unreachable(input)
    }
  }

  releaseAll(): void {
    if (this.#connection.lost) return
    this.#pointer.releaseAll()
    this.#keyboard.releaseAll()
    this.#connection.settle()
  }

  onceCustomerActs(listener: () => void): Disposable {
    return this.#devices.once(listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.releaseAll()
    await this.#keyboard.restore()
    this.#connection[Symbol.dispose]()
  }
}
