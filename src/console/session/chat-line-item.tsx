import { hourAndMinute, t } from '../../ui/words/words.ts'
import type { ChatLine } from './chat.ts'

interface Props {
  readonly line: ChatLine
  readonly name: string
  /** Nobody knows whether it reached the customer. */
  readonly doubtful: boolean
}

/**
 * `[10:46 AM] Name: text`, also for whoever copies it. The text is nothing but text: no link in it can be pressed, and no
 * sign that turns the direction of writing reaches what stands around it.
 */
export function ChatLineItem({ line: { from, time, text }, name, doubtful }: Props) {
  return (
    <p class={from}>
      <time class="figures" dateTime={new Date(time).toISOString()}>
        [{hourAndMinute(time)}]
      </time>{' '}
      <b>
        <bdi>{name}</bdi>:
      </b>{' '}
      <bdi>{text}</bdi>
      {doubtful && <i> ({t('chat.doubtful')})</i>}
    </p>
  )
}
