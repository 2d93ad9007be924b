import { Check, Download, FileDown, FileUp, X } from 'lucide'
import { safeFileName, shownFileName } from '../../protocol/peer/file-name.ts'
import { Button } from '../../ui/components/button.tsx'
import { Icon } from '../../ui/components/icon.tsx'
import { t } from '../../ui/words/words.ts'
import type { CustomerFiles } from './customer-files.ts'
import { type FileItem, isOver } from './file-item.ts'
import type { FileList } from './file-list.ts'
import { fileSize } from './file-size.ts'
import { saveAs } from './save-as.ts'

interface Props {
  readonly item: FileItem
  readonly list: FileList
  /** Undefined when nobody is there any more. */
  readonly files: CustomerFiles | undefined
}

/** One file: which way, how far, and what can be done with it. Its name is nothing but text. */
export function FileRow({ item, list, files }: Props) {
  const { key, direction, bytes, doneBytes, state, content } = item
  const name = shownFileName(item.name)
  const isUnderWay = state === 'running' || state === 'interrupted'
  return (
    <li class={state === 'failed' ? 'failed' : undefined}>
      <span class="file-direction" title={t(`files.direction.${direction}`)}>
        <Icon of={direction === 'sent' ? FileUp : FileDown} />
        <span class="visually-hidden">{t(`files.direction.${direction}`)}</span>
      </span>
      <p class="file-name">
        <bdi>{name}</bdi> <span class="figures">{fileSize(bytes)}</span>
      </p>
      <p class="file-state">{sentenceOf(item)}</p>
      {isUnderWay && <progress max={bytes} value={doneBytes} aria-label={t('files.progress', { name })} />}
      <div class="file-acts">
        {direction === 'received' && state === 'offered' && (
          <Button icon={Check} label={t('files.take', { name })} onClick={() => files?.take(key)} />
        )}
        {content && (
          <Button
            icon={Download}
            look="primary"
            label={t('files.save', { name })}
            onClick={() => saveAs(content, safeFileName(item.name) ?? 'file')}
          />
        )}
        <Button
          icon={X}
          look="quiet"
          label={t(isOver(item) ? 'files.remove' : 'files.cancel', { name })}
          onClick={() => (isOver(item) ? list.remove(key) : files?.cancel(key))}
        />
      </div>
    </li>
  )
}

function sentenceOf({ direction, state, why, bytes, doneBytes }: FileItem): string {
  switch (state) {
    case 'failed':
      return why ? t(why) : ''
    case 'asking':
      return t('files.state.asking')
    case 'offered':
    case 'done':
      return t(`files.state.${state}.${direction}`)
    case 'running':
    case 'interrupted':
      return t(`files.state.${state}`, { done: fileSize(doneBytes), all: fileSize(bytes) })
  }
}
