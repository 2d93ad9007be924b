import { signal } from '@preact/signals'
import { type FileChange, type FileItem, isOver } from './file-item.ts'

/** Files that are over and still shown, but for those whose content waits to be saved. */
const SHOWN = 100
/** Bytes of what came that browsers are made to keep without being told to. */
const HELD_BYTES = 512 * 1024 * 1024

/** The files of one session, oldest first. It outlives the conversation: what came can be saved when the session is over. */
export class FileList {
  readonly items = signal<readonly FileItem[]>([])
  #count = 0

  add(direction: FileItem['direction'], name: string, bytes: number): number {
    this.#count += 1
    const state = direction === 'sent' ? 'asking' : 'offered'
    const item = {
      direction,
      name,
      bytes,
      state,
      key: this.#count,
      doneBytes: 0,
      why: undefined,
      content: undefined,
    } as const
    const over = this.items.peek().filter((each) => isOver(each) && !each.content)
    const forgotten = new Set(over.slice(0, Math.max(0, over.length - SHOWN)))
    this.items.value = [...this.items.peek().filter((each) => !forgotten.has(each)), item]
    return this.#count
  }

  change(key: number, change: FileChange): void {
    this.items.value = this.items
      .peek()
      .map((item) => (item.key === key && !isOver(item) ? { ...item, ...change } : item))
  }

  /** The technician does not need it any more. */
  remove(key: number): void {
    this.items.value = this.items.peek().filter((item) => item.key !== key)
  }

  /** Whether as much more may come without the technician being asked. */
  hasRoomFor(bytes: number): boolean {
    const held = this.items.peek().filter(({ direction, state }) => direction === 'received' && state !== 'failed')
    return held.reduce((sum, item) => sum + item.bytes, bytes) <= HELD_BYTES
  }

  /** Goes on where another conversation with the same customer ended. */
  follow({ items }: FileList): void {
    this.#count = items.peek().at(-1)?.key ?? 0
    this.items.value = items.peek()
  }
}
