import { Button } from '../../ui/components/button.tsx'
import { Dialog } from '../../ui/components/dialog.tsx'
import { t } from '../../ui/words/words.ts'

interface Props {
  readonly name: string
  readonly onEnd: () => void
  readonly onClose: () => void
}

/** Asks once: a customer who is cut off by a slip of the hand needs a new PIN. */
export function EndDialog({ name, onEnd, onClose }: Props) {
  return (
    <Dialog title={t('session.end.title')} onClose={onClose}>
      <p>{t('session.end.text', { name: name || t('overlay.customer') })}</p>
      <div class="dialog-actions">
        <Button onClick={onClose}>{t('session.end.keep')}</Button>
        <Button
          look="danger"
          onClick={() => {
            onClose()
            onEnd()
          }}
        >
          {t('session.end.confirm')}
        </Button>
      </div>
    </Dialog>
  )
}
