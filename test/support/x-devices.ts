import { Connection } from '../../src/applet/x11/connection.ts'
import { openLibrary } from '../../src/applet/x11/library.ts'

const xi = openLibrary('libXi.so.6')
const xtst = openLibrary('libXtst.so.6')
const XOpenDevice = xi.bind('void *XOpenDevice(void *display, unsigned long id)')
const FakeKey = xtst.bind(
  'int XTestFakeDeviceKeyEvent(void *d, void *device, unsigned int code, int down, void *axes, int count, unsigned long delay)',
)
const FakeButton = xtst.bind(
  'int XTestFakeDeviceButtonEvent(void *d, void *device, unsigned int button, int down, void *axes, int count, unsigned long delay)',
)
const FakeMotion = xtst.bind(
  'int XTestFakeDeviceMotionEvent(void *d, void *device, int relative, int first, void *axes, int count, unsigned long delay)',
)

/** What Xvfb calls its `Xvfb mouse` and its `Xvfb keyboard`; 4 and 5 are those of XTEST. */
const MOUSE = 6
const KEYBOARD = 7

/** Somebody in front of an Xvfb. What they do comes from its mouse and its keyboard, as from those of any computer. */
export class Customer implements Disposable {
  readonly #connection: Connection
  readonly #device: (id: number) => bigint

  constructor(display: string) {
    const connection = Connection.open(display)
    if (!connection) throw new Error(`no X server at ${display}`)
    this.#connection = connection
    this.#device = (id) => XOpenDevice(connection.display, id) ?? 0n
  }

  movesMouse(): void {
    FakeMotion(this.#connection.display, this.#device(MOUSE), 1, 0, new Int32Array([3, 3]), 2, 0)
    this.#connection.flush()
  }

  clicks(): void {
    for (const down of [1, 0]) FakeButton(this.#connection.display, this.#device(MOUSE), 1, down, null, 0, 0)
    this.#connection.flush()
  }

  strikes(keycode: number): void {
    for (const down of [1, 0]) FakeKey(this.#connection.display, this.#device(KEYBOARD), keycode, down, null, 0, 0)
    this.#connection.flush()
  }

  [Symbol.dispose](): void {
    this.#connection[Symbol.dispose]()
  }
}
