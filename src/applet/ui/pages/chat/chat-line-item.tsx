import { Check, Clock } from 'lucide'
import { Icon } from '../../../../ui/components/icon.tsx'
import type { ChatLine } from '../../view/customer-view.ts'
import { hourAndMinute, t } from '../speech.ts'
import type { WindowProps } from '../window-props.ts'
import { findLinks } from './find-links.ts'

interface Props {
  readonly line: ChatLine
  readonly act: WindowProps['act']
}

/** The text is nothing but text; an address in it is a button that asks before anything opens. */
export function ChatLineItem({ line: { from, name, time, text, delivered }, act }: Props) {
  return (
    <li class={from}>
      <p class="by">
        <b>{from === 'customer' ? t('window.chat.you') : <bdi>{name}</bdi>}</b>{' '}
        <time class="figures" dateTime={new Date(time).toISOString()}>
          {hourAndMinute(time)}
        </time>
        {from === 'customer' && (
          <span class="delivered" title={t(delivered ? 'window.chat.delivered' : 'window.chat.waiting')}>
            <Icon of={delivered ? Check : Clock} />
            <span class="visually-hidden">{t(delivered ? 'window.chat.delivered' : 'window.chat.waiting')}</span>
          </span>
        )}
      </p>
      <p class="said" dir="auto">
        {findLinks(text).map(({ text: part, url }, index) =>
          url === undefined ? (
            part
          ) : (
            // biome-ignore lint/a11y/useSemanticElements: an address in a link of its own would open without a question
            <button
              key={index}
              type="button"
              role="link"
              class="link"
              title={t('window.chat.link')}
              onClick={() => act({ type: 'link-pressed', url })}
            >
              {part}
            </button>
          ),
        )}
      </p>
    </li>
  )
}
