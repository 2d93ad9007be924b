import { effect, untracked } from '@preact/signals'
import type { SessionList } from './session-list.ts'

/**
 * Calls for each session whose customer can be reached again, as far as the list tells; after a cut of the list itself, for
 * every one. Whoever waits to try again need not wait any longer. The result ends it.
 */
export function onCustomersBack(
  { rows, link }: Pick<SessionList, 'rows' | 'link'>,
  back: (id: string) => void,
): () => void {
  let before: ReadonlySet<string> = new Set()
  return effect(() => {
    const listed = link.state.value.name === 'open' ? (rows.value ?? []) : []
    const reachable = new Set(listed.filter(({ status }) => status === 'Active').map(({ id }) => id))
    const news = [...reachable].filter((id) => !before.has(id))
    before = reachable
    untracked(() => news.forEach(back))
  })
}
