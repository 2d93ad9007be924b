import { t } from '../../ui/words/words.ts'
import type { ChatAddress } from './chat-address.ts'

/** What became of the web address that the customer is, or was, asked about. */
export function ChatAddressNews({ address }: { readonly address: ChatAddress | undefined }) {
  const sent = address?.sent.value
  return (
    <p class="address-news" role="status" aria-label={t('chat.address')}>
      {sent && (
        <>
          {t(`chat.address.${sent.state}`)} <bdi>{sent.url}</bdi>
        </>
      )}
    </p>
  )
}
