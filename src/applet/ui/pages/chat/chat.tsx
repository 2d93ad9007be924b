import './chat.css'
import { useId, useRef } from 'preact/hooks'
import type { ChatLine } from '../../view/customer-view.ts'
import { SendFile } from '../files/send-file.tsx'
import { t } from '../speech.ts'
import { useNewestInView } from '../use-newest-in-view.ts'
import type { WindowProps } from '../window-props.ts'
import { ChatBox } from './chat-box.tsx'
import { ChatLineItem } from './chat-line-item.tsx'

interface Props {
  readonly lines: readonly ChatLine[]
  readonly act: WindowProps['act']
  readonly onFiles: (files: readonly File[]) => void
}

/** What customer and technician write to each other. */
export function Chat({ lines, act, onFiles }: Props) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  // Whoever has just written wants to see it.
  useNewestInView(list, lines, lines.slice(-1).some(isOwn))
  return (
    <section class="chat" aria-labelledby={id}>
      <div class="chat-head">
        <h2 id={id}>{t('window.chat')}</h2>
        <SendFile onFiles={onFiles} />
      </div>
      <div
        ref={list}
        class="chat-lines"
        role="log"
        aria-labelledby={id}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard in every browser
        tabIndex={0}
      >
        {lines.length === 0 ? (
          <p class="quiet-words">{t('window.chat.empty')}</p>
        ) : (
          <ul>
            {lines.map((line) => (
              <ChatLineItem key={line.id} line={line} act={act} />
            ))}
          </ul>
        )}
      </div>
      <ChatBox newest={lines.findLast(isOwn)?.id} onSay={(text) => act({ type: 'said', text })} />
    </section>
  )
}

function isOwn({ from }: ChatLine): boolean {
  return from === 'customer'
}
