import { useEffect, useRef } from 'preact/hooks'
import { t } from '../../ui/words/words.ts'

/** The way around a browser that lets no page read the clipboard: whoever pastes hands the text over themselves. */
export function PasteBox({ onPaste }: { readonly onPaste: (text: string) => void }) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <input
      ref={box}
      class="input"
      type="text"
      autocomplete="off"
      aria-label={t('clipboard.box')}
      placeholder={t('clipboard.box')}
      onPaste={(event) => {
        event.preventDefault()
        onPaste(event.clipboardData?.getData('text/plain') ?? '')
      }}
    />
  )
}
