import type { IncomingState } from '../../channel/transfer/incoming-file.ts'
import type { OutgoingState } from '../../channel/transfer/outgoing-file.ts'
import type { WordKey } from '../../ui/words/words.ts'

/**
 * A file as the technician sees it. `asking`: the customer has not allowed files yet, or others go first; `offered`: one of
 * the two has not said that they want it.
 */
export interface FileItem {
  readonly key: number
  readonly direction: 'sent' | 'received'
  readonly name: string
  readonly bytes: number
  readonly doneBytes: number
  readonly state: 'asking' | 'offered' | 'running' | 'interrupted' | 'done' | 'failed'
  /** Why it failed. */
  readonly why: WordKey | undefined
  /** What came, once it is whole. */
  readonly content: Blob | undefined
}

export function isOver({ state }: FileItem): boolean {
  return state === 'done' || state === 'failed'
}

export type FileChange = Partial<Pick<FileItem, 'doneBytes' | 'state' | 'why' | 'content'>>

export function sentChange(state: OutgoingState, doneBytes: number): FileChange {
  switch (state.name) {
    case 'refused':
      return failed(`files.sent.refused.${state.reason}`)
    case 'withdrawn':
      return failed(`files.sent.withdrawn.${state.reason}`)
    case 'lost':
      return failed('files.lost')
    default:
      return { state: state.name, doneBytes }
  }
}

export function receivedChange(state: IncomingState, doneBytes: number): FileChange {
  switch (state.name) {
    case 'refused':
      return failed(state.reason === 'damaged' ? 'files.received.damaged' : 'files.received.stopped')
    case 'withdrawn':
      return failed(`files.received.withdrawn.${state.reason}`)
    case 'lost':
      return failed('files.lost')
    default:
      return { state: state.name, doneBytes }
  }
}

export function failed(why: WordKey): FileChange {
  return { state: 'failed', why }
}
