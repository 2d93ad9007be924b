import './chat-panel.css'
import { ArrowDown } from 'lucide'
import { useEffect } from 'preact/hooks'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import type { Permission } from '../../protocol/permission.ts'
import { Button } from '../../ui/components/button.tsx'
import { t, tCount } from '../../ui/words/words.ts'
import type { Chat } from './chat.ts'
import { addressBarrier } from './chat-address-barrier.ts'
import { ChatAddressNews } from './chat-address-news.tsx'
import { chatBarrier } from './chat-barrier.ts'
import { ChatBox } from './chat-box.tsx'
import { ChatLineItem } from './chat-line-item.tsx'
import type { SessionClient } from './session-client.ts'
import { trustOf } from './trust.ts'
import { useEndInView } from './use-end-in-view.ts'

interface Props {
  readonly session: SessionView
  readonly client: SessionClient | undefined
  /** Outlives the conversation: what was written can be read when the session is over. */
  readonly chat: Chat | undefined
  readonly technician: string
  /** What a customer may be asked for. */
  readonly offered: readonly Permission[]
}

/** What technician and customer write to each other. */
export function ChatPanel({ session, client, chat, technician, offered }: Props) {
  const lines = chat?.lines.value ?? []
  const { list, atEnd, onScroll, toEnd } = useEndInView<HTMLDivElement>(chat?.lines.value)
  useSeen(chat, atEnd.value)
  const conversation = client?.conversation.value
  const names = { technician, customer: session.name || t('overlay.customer') }
  const late = client?.late.value ?? true
  const unread = chat?.unread.value ?? 0
  const barrier = chatBarrier(session, conversation)
  return (
    <section class="chat" aria-label={t('chat')}>
      <h3>{t('chat')}</h3>
      {lines.length === 0 && <p>{t(whyEmpty(client))}</p>}
      <div
        ref={list}
        class="chat-lines"
        role="log"
        aria-label={t('chat.lines')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard in every browser
        tabIndex={0}
        onScroll={onScroll}
      >
        {lines.map((line) => (
          <ChatLineItem
            key={line.number}
            line={line}
            name={names[line.from]}
            doubtful={line.from === 'technician' && chat?.deliveries.isDoubtful(line.number, late) === true}
          />
        ))}
      </div>
      {unread > 0 && !atEnd.value && (
        <Button icon={ArrowDown} onClick={toEnd}>
          {tCount('chat.unread', unread)}
        </Button>
      )}
      <ChatAddressNews address={client?.address} />
      <ChatBox
        chat={chat}
        barrier={barrier}
        unverified={conversation !== undefined && trustOf(conversation, conversation.present) === 'unverified'}
        addressBarrier={addressBarrier({
          offered,
          barrier,
          verified: client?.verification.verified.value === true,
          pending: client?.address.isPending.value === true,
        })}
        onOpen={(url) => client?.openAddress(url)}
      />
    </section>
  )
}

/** The customer's log has what was written before, and comes to whoever is verified. */
function whyEmpty(client: SessionClient | undefined) {
  if (!client?.anew) return 'chat.empty'
  return client.verification.verified.value ? 'chat.empty.anew' : 'chat.empty.anew.unverified'
}

/** Lines count as read while the end of them is in view, in a window that can be seen and is not all picture. */
function useSeen(chat: Chat | undefined, atEnd: boolean): void {
  const unread = chat?.unread.value
  useEffect(() => {
    if (!chat || !unread || !atEnd) return
    const look = () => {
      if (document.visibilityState === 'visible' && !document.fullscreenElement) chat.seen()
    }
    const stop = new AbortController()
    look()
    for (const change of ['visibilitychange', 'fullscreenchange'])
      document.addEventListener(change, look, { signal: stop.signal })
    return () => stop.abort()
  }, [chat, unread, atEnd])
}
