import { type Signal, useSignal } from '@preact/signals'
import { RequestFailed } from '../broker/broker-api.ts'

interface Submit {
  /** Why the last try failed, as a sentence. */
  readonly error: Signal<string | undefined>
  readonly busy: Signal<boolean>
  readonly onSubmit: (event: Event) => void
}

/** Sends a form without leaving the page; a second press while the first is on its way does nothing. */
export function useSubmit(send: () => Promise<unknown>): Submit {
  const error = useSignal<string | undefined>(undefined)
  const busy = useSignal(false)
  const onSubmit = async (event: Event) => {
    event.preventDefault()
    if (busy.value) return
    busy.value = true
    error.value = undefined
    try {
      await send()
    } catch (failure) {
      if (!(failure instanceof RequestFailed)) throw failure
      error.value = failure.message
    } finally {
      busy.value = false
    }
  }
  return { error, busy, onSubmit }
}
