import type { InputMessage } from '../../protocol/peer/catalog.ts'
import type { InputRefusal } from '../../protocol/peer/messages/input.ts'
import type { Permitted } from '../permission/permission-gate.ts'

/** Where a technician's mouse and keyboard act. Only what passed the permission gate gets in. */
export interface InputSink extends AsyncDisposable {
  /** What the log calls it: `X11 (XTEST)`, `recording`. */
  readonly name: string
  /**
   * Makes ready what this message needs and what takes time, such as a key for a character that no key has. It has no
   * effect that anybody could notice. Undefined when there is nothing to wait for.
   */
  prepare(message: InputMessage): Promise<void> | undefined
  /** Acts at once, before it returns: between the gate and the act there is no queue that a revoke could lose a race to. */
  inject(input: Permitted<InputMessage>): void
  /** Lets go of every key and button that this sink holds down. */
  releaseAll(): void
  /**
   * Calls once, when somebody at this computer next uses its mouse or keyboard. What programs inject does not count, ours
   * least of all. Sinks that cannot know never call.
   */
  onceCustomerActs(listener: () => void): Disposable
}

/** Input cannot be injected this way. The message says why, for the person who has to mend it. */
export class InputFailed extends Error {
  override readonly name = 'InputFailed'
}

/** The system does not do this one thing for us. The technician is told why, so that they can ask the customer to. */
export class InputRefused extends Error {
  override readonly name = 'InputRefused'
  readonly reason: InputRefusal

  constructor(reason: InputRefusal) {
    super(reason)
    this.reason = reason
  }
}
