import type { SpokenCode } from '../../channel/sealing/spoken-code.ts'
import type { EventStream } from '../event-stream.ts'
import type { SessionLog } from './session-log.ts'

/** Tells that there are digits, and that somebody missed them. They are for the customer's eyes alone: no log and no file holds them. */
export function tellOfCode(code: SpokenCode, sessionLog: SessionLog, events: EventStream): Disposable {
  const listeners = new DisposableStack()
  listeners.use(
    code.on('shown', (digits) => {
      if (digits === undefined) return
      sessionLog.add('code-shown')
      events.tell('code', { digits })
    }),
  )
  // Whoever guesses is to be seen doing it.
  listeners.use(code.on('missed', (triesLeft) => sessionLog.add('code-wrong', { values: { count: triesLeft } })))
  return listeners
}
