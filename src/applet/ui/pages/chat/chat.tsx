import './chat.css'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { ChatLine } from '../../view/customer-view.ts'
import { SendFile } from '../files/send-file.tsx'
import { t } from '../speech.ts'
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
  useNewestInView(list, lines)
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
      <ChatBox onSay={(text) => act({ type: 'said', text })} />
    </section>
  )
}

/** Pixels from the end within which somebody counts as reading the newest line. */
const NEAR_END = 60

/** Unless somebody reads further up, or has just written themselves. */
function useNewestInView(list: { readonly current: HTMLDivElement | null }, lines: readonly ChatLine[]): void {
  const heightBefore = useRef(0)
  useLayoutEffect(() => {
    const shown = list.current
    if (!shown) return
    const wasAtEnd = shown.scrollTop + shown.clientHeight > heightBefore.current - NEAR_END
    if (wasAtEnd || lines.at(-1)?.from === 'customer') shown.scrollTop = shown.scrollHeight
    heightBefore.current = shown.scrollHeight
  }, [lines])
}
