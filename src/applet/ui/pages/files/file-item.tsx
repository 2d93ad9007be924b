import { FileDown, FileUp } from 'lucide'
import { useId } from 'preact/hooks'
import { Icon } from '../../../../ui/components/icon.tsx'
import type { FileView } from '../../view/customer-view.ts'
import { amount, t } from '../speech.ts'
import type { WindowProps } from '../window-props.ts'
import { PlaceChoice } from './place-choice.tsx'

interface Props extends WindowProps {
  readonly file: FileView
}

/** One file: what it is, how far it is, and what can be done about it. */
export function FileItem({ view, act, file }: Props) {
  const id = useId()
  const isUnderWay = file.state === 'waiting' || file.state === 'running' || file.state === 'interrupted'
  return (
    <li class={`file ${file.state}`}>
      <p class="file-name">
        <Icon of={file.direction === 'sent' ? FileUp : FileDown} />
        <bdi id={id}>{file.name}</bdi>
        <span class="figures">{amount(file.bytes)}</span>
      </p>
      {isUnderWay && <progress max={Math.max(1, file.bytes)} value={file.doneBytes} aria-labelledby={id} />}
      <p class="file-state">
        {t(`window.file.${file.state}`)}
        {file.sentence && <bdi> {file.sentence}</bdi>}
      </p>
      {file.state === 'offered' && (
        <PlaceChoice
          label={t('window.file.where')}
          places={view.places}
          onChoose={(folder) => act({ type: 'file-placed', file: file.id, folder })}
        />
      )}
      {(isUnderWay || file.state === 'offered') && (
        <button
          type="button"
          class="button"
          aria-describedby={id}
          onClick={() => act({ type: 'file-refused', file: file.id })}
        >
          {t(file.state === 'offered' ? 'window.file.refuse' : 'window.file.stop')}
        </button>
      )}
    </li>
  )
}
