import './files-panel.css'
import { FileDown, FileUp } from 'lucide'
import { useRef, useState } from 'preact/hooks'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import { Button } from '../../ui/components/button.tsx'
import { t } from '../../ui/words/words.ts'
import type { SessionClient } from '../session/session-client.ts'
import type { FileList } from './file-list.ts'
import { FileRow } from './file-row.tsx'

interface Props {
  readonly session: SessionView
  readonly client: SessionClient | undefined
  /** Outlives the conversation: what came can be saved when the session is over. */
  readonly list: FileList | undefined
}

/** Files to and from the customer, the newest first. */
export function FilesPanel({ session, client, list }: Props) {
  const [isOver, setIsOver] = useState(false)
  const open = session.status === 'Active' && client?.present.value && client.verification.verified.value
  const items = list?.items.value ?? []
  return (
    <section
      class={isOver && open ? 'files drop' : 'files'}
      aria-label={t('files')}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes('Files')) return
        // Else the browser would leave this page for the file.
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        if (open) client.files.send(event.dataTransfer?.files ?? [])
      }}
    >
      <h3>{t('files')}</h3>
      <div class="files-tools">
        <SendButton client={client} open={open === true} />
        <AskButton client={client} open={open === true} />
      </div>
      <p class="files-hint">{t(hint(client, isOver && open === true))}</p>
      {list && items.length > 0 && (
        <ol aria-label={t('files.list')}>
          {items.toReversed().map((item) => (
            <FileRow key={item.key} item={item} list={list} files={client?.files} />
          ))}
        </ol>
      )}
    </section>
  )
}

interface ToolProps {
  readonly client: SessionClient | undefined
  readonly open: boolean
}

function SendButton({ client, open }: ToolProps) {
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          client?.files.send(currentTarget.files ?? [])
          // The same file can be chosen again.
          currentTarget.value = ''
        }}
      />
      <Button icon={FileUp} disabled={!open} hint={barrier(client, open)} onClick={() => picker.current?.click()}>
        {t('files.send')}
      </Button>
    </>
  )
}

function AskButton({ client, open }: ToolProps) {
  const state = client?.consent.states.value['files.receive']
  const pending = state === 'requested' || state === 'asked'
  return (
    <Button
      icon={FileDown}
      disabled={!open || pending}
      hint={barrier(client, open)}
      onClick={() => client?.requestFile()}
    >
      {t('files.ask')}
    </Button>
  )
}

function barrier(client: SessionClient | undefined, open: boolean): string | undefined {
  return !open && client?.present.value ? t('unverified.control') : undefined
}

function hint(client: SessionClient | undefined, isOver: boolean) {
  if (isOver) return 'files.drop.now'
  const state = client?.consent.states.value['files.receive']
  return state === 'requested' || state === 'asked' ? 'files.asking' : 'files.drop'
}
