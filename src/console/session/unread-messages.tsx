import './unread-messages.css'
import { MessageSquareText } from 'lucide'
import { Icon } from '../../ui/components/icon.tsx'
import { tCount } from '../../ui/words/words.ts'

/** What the customer wrote while nobody had the chat in view. */
export function UnreadMessages({ count }: { readonly count: number }) {
  return (
    <span class="unread" role="status">
      {count > 0 && <Icon of={MessageSquareText} />}
      {count > 0 && tCount('chat.unread', count)}
    </span>
  )
}
