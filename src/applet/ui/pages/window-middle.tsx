import { useCallback, useLayoutEffect, useRef } from 'preact/hooks'
import type { ChatLine, LogLine } from '../view/customer-view.ts'
import { Chat } from './chat/chat.tsx'
import { FileList, FileWanted, waitingFiles } from './files/file-list.tsx'
import { useDrop } from './files/use-drop.ts'
import { SessionLog } from './log/session-log.tsx'
import { PromptCard } from './prompt/prompt-card.tsx'
import { WhoItIs } from './session/who.tsx'
import { t } from './speech.ts'
import { StageFace } from './stages/stage-face.tsx'
import type { WindowProps } from './window-props.ts'

interface Props extends WindowProps {
  readonly chat: readonly ChatLine[]
  readonly log: readonly LogLine[]
  readonly isOver: boolean
  readonly onFiles: (files: readonly File[]) => void
}

/** One thing at a time: a question takes the place of everything but the chat. */
export function WindowMiddle({ view, act, chat, log, isOver, onFiles }: Props) {
  const main = useRef<HTMLElement>(null)
  const { kind } = view.stage
  const talks = (kind === 'active' || kind === 'on-hold' || kind === 'reconnecting') && view.trust !== 'nobody'
  const { offered, others } = waitingFiles(view)
  const send = useRef(onFiles)
  send.current = onFiles
  const drop = useCallback((files: readonly File[]) => send.current(files), [])
  const isHeld = useDrop(talks ? drop : undefined)
  useTopFor(`${kind} ${view.code} ${view.fileWanted} ${offered.at(-1)?.id}`)
  const choose = () => main.current?.querySelector<HTMLInputElement>('input[type=file]')?.click()
  return (
    <main ref={main}>
      {view.prompt ? (
        <>
          <h1 class="visually-hidden">
            <WhoItIs view={view} />
          </h1>
          <PromptCard key={view.prompt.id} view={view} prompt={view.prompt} act={act} />
        </>
      ) : (
        <>
          {talks && view.fileWanted && <FileWanted view={view} onChoose={choose} />}
          <FileList view={view} act={act} title={t('window.files.offered')} files={offered} />
          <StageFace view={view} act={act} isOver={isOver} />
          <FileList view={view} act={act} title={t('window.files')} files={others} />
        </>
      )}
      {talks && <Chat lines={chat} act={act} onFiles={onFiles} />}
      {log.length > 0 && !isOver && kind !== 'warning' && kind !== 'pin' && kind !== 'terms' && (
        <SessionLog view={view} act={act} lines={log} />
      )}
      {isHeld && (
        <div class="drop-here">
          <p>{t('window.file.drop')}</p>
        </div>
      )}
    </main>
  )
}

/** What is new for the customer stands first in the window: whoever has scrolled away is brought back to see it. */
function useTopFor(what: string): void {
  useLayoutEffect(() => document.body.scrollTo({ top: 0 }), [what])
}
