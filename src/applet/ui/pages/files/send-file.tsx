import { Paperclip } from 'lucide'
import { useRef } from 'preact/hooks'
import { Icon } from '../../../../ui/components/icon.tsx'
import { t } from '../speech.ts'

interface Props {
  readonly onFiles: (files: readonly File[]) => void
}

/** Opens the system's own box to choose files in. */
export function SendFile({ onFiles }: Props) {
  const chooser = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])])
          // The same file may be chosen again.
          currentTarget.value = ''
        }}
      />
      <button type="button" class="button quiet" onClick={() => chooser.current?.click()}>
        <Icon of={Paperclip} />
        {t('window.file.send')}
      </button>
    </>
  )
}
