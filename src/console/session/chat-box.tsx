import { SendHorizontal } from 'lucide'
import { useId } from 'preact/hooks'
import { Button } from '../../ui/components/button.tsx'
import { t } from '../../ui/words/words.ts'
import type { Chat } from './chat.ts'
import { ChatAddressButton } from './chat-address-button.tsx'
import { addressIn } from './chat-address-in.ts'
import type { ChatBarrier } from './chat-barrier.ts'

/** The message box's id: the shortcut for it must find it. */
export const CHAT_BOX = 'chat-box'

interface Props {
  readonly chat: Chat | undefined
  readonly barrier: ChatBarrier | undefined
  readonly unverified: boolean
  /** Why no web address can be opened on the customer's computer. */
  readonly addressBarrier: string | undefined
  readonly onOpen: (url: string) => void
}

/** Enter sends, Shift + Enter begins a new line. */
export function ChatBox({ chat, barrier, unverified, addressBarrier, onOpen }: Props) {
  const id = useId()
  const draft = chat?.draft.value ?? ''
  const address = addressIn(draft)
  const send = (event: Event) => {
    event.preventDefault()
    if (!chat || barrier) return
    chat.say(draft)
    chat.draft.value = ''
  }
  const open = (url: string) => {
    if (chat) chat.draft.value = ''
    onOpen(url)
    // The button goes away with the address.
    document.getElementById(CHAT_BOX)?.focus()
  }
  return (
    <form class="chat-box" onSubmit={send}>
      <p id={id} class={unverified ? 'unverified' : ''}>
        {barrier?.reason ?? (unverified && t('chat.anybody'))}
      </p>
      <textarea
        id={CHAT_BOX}
        class="input"
        rows={1}
        aria-label={t('chat.message')}
        aria-describedby={id}
        placeholder={t('chat.message')}
        disabled={!chat || (barrier !== undefined && !barrier.passing)}
        value={draft}
        onInput={({ currentTarget }) => {
          if (chat) chat.draft.value = currentTarget.value
        }}
        onKeyDown={(event) => {
          // While a word is being composed, Enter chooses it.
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event)
        }}
      />
      <Button type="submit" icon={SendHorizontal} disabled={barrier !== undefined || draft.trim() === ''}>
        {t('chat.send')}
      </Button>
      {address && <ChatAddressButton barrier={addressBarrier} onOpen={() => open(address)} />}
    </form>
  )
}
