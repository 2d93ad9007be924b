import { SendHorizontal } from 'lucide'
import { useState } from 'preact/hooks'
import { LIMITS } from '../../../../protocol/limits.ts'
import { Icon } from '../../../../ui/components/icon.tsx'
import { t } from '../speech.ts'

/** Enter sends, Shift + Enter begins a new line. */
export function ChatBox({ onSay }: { readonly onSay: (text: string) => void }) {
  const [draft, setDraft] = useState('')
  const send = (event: Event) => {
    event.preventDefault()
    if (draft.trim() === '') return
    onSay(draft)
    setDraft('')
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
