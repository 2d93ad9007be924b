import { Globe } from 'lucide'
import { Button } from '../../ui/components/button.tsx'
import { t } from '../../ui/words/words.ts'

interface Props {
  /** Why it cannot be pressed. */
  readonly barrier: string | undefined
  readonly onOpen: () => void
}

/** Stands below the message box while a web address and nothing else is in it. */
export function ChatAddressButton({ barrier, onOpen }: Props) {
  return (
    <div class="address">
      {barrier !== undefined && <p>{barrier}</p>}
      <Button icon={Globe} disabled={barrier !== undefined} hint={barrier} onClick={onOpen}>
        {t('chat.address.open')}
      </Button>
    </div>
  )
}
