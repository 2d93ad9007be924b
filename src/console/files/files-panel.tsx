import './files-panel.css'
import { FileDown, FileUp } from 'lucide'
import { useRef, useState } from 'preact/hooks'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import type { Permission } from '../../protocol/permission.ts'
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
  /** What a customer may be asked for. */
  readonly offered: readonly Permission[]
}

/** Files to and from the customer, the newest first. */
export function FilesPanel({ session, client, list, offered }: Props) {
  const [isOver, setIsOver] = useState(false)
  const open = session.status === 'Active' && client?.present.value && client.verification.verified.value
  const maySend = open && offered.includes('files.send')
  const items = list?.items.value ?? []
  return (
    <section
      class={isOver && maySend ? 'files drop' : 'files'}
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
        if (maySend) client.files.send(event.dataTransfer?.files ?? [])
      }}
    >
      <h3>{t('files')}</h3>
      <div class="files-tools">
        <SendButton client={client} open={open === true} offered={offered} />
        <AskButton client={client} open={open === true} offered={offered} />
      </div>
      <p class="files-hint">{t(hint(client, offered, isOver && maySend === true))}</p>
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
  readonly offered: readonly Permission[]
}

function SendButton(props: ToolProps) {
  const { client } = props
  const barred = barrier(props, 'files.send')
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
      <Button
        icon={FileUp}
        disabled={barred !== false}
        hint={barred || undefined}
        onClick={() => picker.current?.click()}
      >
        {t('files.send')}
      </Button>
    </>
  )
}

function AskButton(props: ToolProps) {
  const { client } = props
  const barred = barrier(props, 'files.receive')
  const state = client?.consent.states.value['files.receive']
  const pending = state === 'requested' || state === 'asked'
  return (
    <Button
      icon={FileDown}
      disabled={barred !== false || pending}
      hint={barred || undefined}
      onClick={() => client?.requestFile()}
    >
      {t('files.ask')}
    </Button>
  )
}

/** False where nothing stands in the way; empty where there is nobody yet to whom it could. */
function barrier({ client, open, offered }: ToolProps, permission: Permission): string | false {
  if (!offered.includes(permission)) return t('not-offered')
  if (open) return false
  return client?.present.value ? t('unverified.control') : ''
}

function hint(client: SessionClient | undefined, offered: readonly Permission[], isOver: boolean) {
  if (isOver) return 'files.drop.now'
  if (!offered.includes('files.send')) return 'files.not-offered'
  const state = client?.consent.states.value['files.receive']
  return state === 'requested' || state === 'asked' ? 'files.asking' : 'files.drop'
}
