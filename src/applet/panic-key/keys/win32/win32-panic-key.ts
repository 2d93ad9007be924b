import { every, realClock } from '../../../../base/clock.ts'
import { Emitter } from '../../../../base/emitter.ts'
import {
  MESSAGE_BYTES,
  MOD_CONTROL,
  MOD_NONE,
  MOD_NOREPEAT,
  PeekMessageW,
  PM_REMOVE,
  RegisterHotKey,
  THREAD_MESSAGES,
  UnregisterHotKey,
  VK_CANCEL,
  VK_PAUSE,
  WM_HOTKEY,
} from '../../../win32/message-loop.ts'
import type { PanicKey } from '../../panic-key.ts'

/** Milliseconds between two looks whether it was pressed. */
const LOOK_MS = 50

/** Pause, and Ctrl+Pause, which Windows calls another key. The numbers tell them apart among keys of this thread. */
const PAUSE = { id: 1, modifiers: MOD_NONE, key: VK_PAUSE }
const BREAK = { id: 2, modifiers: MOD_CONTROL, key: VK_CANCEL }

/** The key Pause of Windows. A key is told to the thread that asked for it, so all of this stays on one. */
export class Win32PanicKey implements PanicKey {
  readonly name = 'Windows (Pause)'
  readonly works: boolean
  readonly #emitter = new Emitter<{ pressed: undefined }>()
  readonly #message = Buffer.alloc(MESSAGE_BYTES)
  readonly #looking: Disposable

  constructor() {
    this.works = register(PAUSE)
    register(BREAK)
    this.#looking = every(realClock, LOOK_MS, () => this.#look())
  }

  onPressed(listener: () => void): Disposable {
    return this.#emitter.on('pressed', listener)
  }

  [Symbol.dispose](): void {
    this.#looking[Symbol.dispose]()
    for (const { id } of [PAUSE, BREAK]) UnregisterHotKey(0, id)
  }

  #look(): void {
    while (PeekMessageW(this.#message, THREAD_MESSAGES, WM_HOTKEY, WM_HOTKEY, PM_REMOVE) !== 0) {
      this.#emitter.emit('pressed', undefined)
    }
  }
}

/** False when another program has it. */
function register({ id, modifiers, key }: typeof PAUSE): boolean {
  return RegisterHotKey(0, id, modifiers | MOD_NOREPEAT, key) !== 0
}
