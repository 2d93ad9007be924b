import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { CustomerAct } from '../view/customer-act.ts'
import type { AppletLink } from './link/applet-link.ts'
import { NoticeLine } from './notice-line.tsx'
import { isMac } from './own-system.ts'
import { t } from './speech.ts'
import { LostPage } from './stages/lost-page.tsx'
import { StateBand } from './top/state-band.tsx'
import { StopButton } from './top/stop-button.tsx'
import { hasStop, TopBar } from './top/top-bar.tsx'
import { WindowMiddle } from './window-middle.tsx'
import type { WindowState } from './window-state.ts'
import { titleOf } from './window-title.ts'

interface Props {
  readonly state: WindowState
  readonly link: AppletLink
}

/** The whole window: what is always there around what the moment needs. */
export function CustomerWindow({ state, link }: Props) {
  const trouble = useSignal<string | undefined>(undefined)
  const view = state.view.value
  const loss = state.loss.value
  useEffect(() => {
    document.title = titleOf(view, loss)
  }, [view, loss])
  if (loss && view?.stage.kind !== 'ended') return <LostPage loss={loss} />
  if (!view) return null
  const act = async (done: CustomerAct) => {
    trouble.value = (await link.act(done)) ? undefined : t('window.unheard')
  }
  const send = async (files: readonly File[]) => {
    const arrived = await Promise.all(files.map((file) => link.send(file)))
    const missing = files.filter((_file, index) => !arrived[index]).map(({ name }) => name)
    trouble.value = missing.length > 0 ? t('window.file.not-sent', { names: missing.join(', ') }) : undefined
  }
  return (
    <div class="window">
      <div class="always">
        {view.testMode && (
          <p class="test-mode" role="status">
            {t('log.test-mode')}
          </p>
        )}
        <TopBar view={view} act={act} />
        <StateBand view={view} />
        <NoticeLine text={trouble.value ?? view.notice} />
      </div>
      <WindowMiddle
        view={view}
        act={act}
        chat={state.chat.value}
        log={state.log.value}
        isOver={loss !== undefined}
        onFiles={send}
      />
      {isMac && hasStop(view.stage.kind) && (
        <footer class="bottom-bar">
          <StopButton view={view} act={act} />
        </footer>
      )}
    </div>
  )
}
