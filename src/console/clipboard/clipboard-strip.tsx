import './clipboard-strip.css'
import { ClipboardPaste, Copy } from 'lucide'
import { LIMITS } from '../../protocol/limits.ts'
import { Button } from '../../ui/components/button.tsx'
import { t, tCount } from '../../ui/words/words.ts'
import type { SessionClient } from '../session/session-client.ts'
import type { ClipboardNews } from './customer-clipboard.ts'
import { PasteBox } from './paste-box.tsx'

/** What goes between the two clipboards, while the customer lets it. */
export function ClipboardStrip({ client }: { readonly client: SessionClient }) {
  const { clipboard } = client
  const shared = client.present.value && client.consent.states.value.clipboard === 'granted'
  if (!shared) return null
  const news = clipboard.news.value
  return (
    <fieldset class="clipboard-strip" aria-label={t('clipboard')}>
      <Button icon={ClipboardPaste} onClick={() => clipboard.sendOurs()}>
        {t('clipboard.send')}
      </Button>
      <p role="status" class={news.kind === 'too-long' || news.kind === 'blocked' ? 'trouble' : undefined}>
        {sentenceOf(news)}
      </p>
      {news.kind === 'came' && (
        <Button look="primary" icon={Copy} onClick={() => clipboard.keep()}>
          {t('copy')}
        </Button>
      )}
      {news.kind === 'blocked' && <PasteBox onPaste={(text) => clipboard.send(text)} />}
    </fieldset>
  )
}

function sentenceOf(news: ClipboardNews): string {
  switch (news.kind) {
    case 'came':
      return tCount('clipboard.came', news.text.length)
    case 'kept':
    case 'sent':
      return tCount(`clipboard.${news.kind}`, news.length)
    case 'too-long':
      return t('clipboard.too-long', { count: news.length, most: LIMITS.clipboardText })
    default:
      return t(`clipboard.${news.kind}`)
  }
}
