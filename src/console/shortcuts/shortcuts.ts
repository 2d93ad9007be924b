import type { WordKey } from '../../ui/words/words.ts'
import { CHAT_BOX } from '../session/chat-box.tsx'
import { showFullScreen } from '../session/full-screen.ts'
import { SEARCH_BOX } from '../top-bar.tsx'
import type { Workplace } from '../workplace.ts'

export interface Shortcut {
  /** What `KeyboardEvent.key` says. */
  readonly key: string
  readonly words: WordKey
  readonly run: (workplace: Workplace) => void
}

/** Single keys, heard only while no text box has the focus; the customer's screen counts as one. */
export const SHORTCUTS: readonly Shortcut[] = [
  {
    key: 'n',
    words: 'shortcuts.new',
    run: ({ creating }) => {
      creating.value = true
    },
  },
  { key: 'c', words: 'shortcuts.chat', run: writeToCustomer },
  { key: '/', words: 'shortcuts.search', run: () => document.getElementById(SEARCH_BOX)?.focus() },
  { key: 'j', words: 'shortcuts.next', run: (workplace) => workplace.selectNext(1) },
  { key: 'k', words: 'shortcuts.previous', run: (workplace) => workplace.selectNext(-1) },
  {
    key: 'z',
    words: 'shortcuts.fit',
    run: ({ zoom }) => {
      zoom.value = zoom.value === 'fit' ? 'actual' : 'fit'
    },
  },
  { key: 'm', words: 'shortcuts.monitor', run: showNextMonitor },
  { key: 'f', words: 'shortcuts.full-screen', run: showFullScreen },
  {
    key: '?',
    words: 'shortcuts.this',
    run: ({ helping }) => {
      helping.value = true
    },
  },
]

function showNextMonitor({ clients, selectedId }: Workplace): void {
  clients.all.value.get(selectedId.value ?? '')?.monitors.chooseNext()
}

function writeToCustomer({ logPanel }: Workplace): void {
  logPanel.value = 'shown'
  // Where the panel was hidden, the box is there with the next picture of the page.
  requestAnimationFrame(() => document.getElementById(CHAT_BOX)?.focus())
}
