import './file-list.css'
import { useId } from 'preact/hooks'
import type { FileView } from '../../view/customer-view.ts'
import { t } from '../speech.ts'
import type { WindowProps } from '../window-props.ts'
import { FileItem } from './file-item.tsx'

interface Props extends WindowProps {
  readonly title: string
  readonly files: readonly FileView[]
}

export function FileList({ view, act, title, files }: Props) {
  const id = useId()
  if (files.length === 0) return null
  return (
    <section class="files" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul>
        {files.map((file) => (
          <FileItem key={file.id} view={view} act={act} file={file} />
        ))}
      </ul>
    </section>
  )
}

/** Files that wait for the customer come first in the window, the others where there is room. */
export function waitingFiles({ files }: WindowProps['view']): { offered: FileView[]; others: FileView[] } {
  return {
    offered: files.filter(({ state }) => state === 'offered'),
    others: files.filter(({ state }) => state !== 'offered').reverse(),
  }
}

/** The technician may have a file, and waits for the customer to choose it. */
export function FileWanted({ view, onChoose }: { readonly view: WindowProps['view']; readonly onChoose: () => void }) {
  return (
    <section class="card">
      <p>{t('window.file.wanted', { technician: view.technician || t('window.technician') })}</p>
      <button type="button" class="button primary" onClick={onChoose}>
        {t('window.file.choose')}
      </button>
    </section>
  )
}
