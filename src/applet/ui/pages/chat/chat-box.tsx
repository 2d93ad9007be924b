import { SendHorizontal } from 'lucide'
import { useLayoutEffect, useState } from 'preact/hooks'
import { LIMITS } from '../../../../protocol/limits.ts'
import { Icon } from '../../../../ui/components/icon.tsx'
import { t } from '../speech.ts'

interface Props {
  /** Of the newest line that the customer wrote. */
  readonly newest: number | undefined
  readonly onSay: (text: string) => void
}

/** Enter sends, Shift + Enter begins a new line. What was written stays here until it counts: nobody writes it twice. */
export function ChatBox({ newest, onSay }: Props) {
  const [draft, setDraft] = useState('')
  useLayoutEffect(() => setDraft(''), [newest])
  const send = (event: Event) => {
    event.preventDefault()
    if (draft.trim() === '') return
    onSay(draft)
  }
  return (
    <form class="chat-box" onSubmit={send}>
      <textarea
        rows={1}
        aria-label={t('window.chat.message')}
        placeholder={t('window.chat.message')}
        maxLength={LIMITS.chatText}
        value={draft}
        onInput={({ currentTarget }) => setDraft(currentTarget.value)}
        onKeyDown={(event) => {
          // While a word is being composed, Enter chooses it.
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event)
        }}
      />
      <button type="submit" class="button primary">
        <Icon of={SendHorizontal} />
        {t('window.chat.send')}
      </button>
    </form>
  )
}
