import './screen-panel.css'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import { t } from '../../ui/words/words.ts'
import type { Workplace } from '../workplace.ts'
import { ConnectionLine } from './connection-line.tsx'
import { SCREEN_PANEL } from './full-screen.ts'
import { ScreenStage } from './screen-stage.tsx'
import type { SessionClient } from './session-client.ts'
import { type Remedy, situationOf } from './situation.ts'
import { SituationCard } from './situation-card.tsx'

interface Props {
  readonly workplace: Workplace
  readonly session: SessionView
  readonly client: SessionClient | undefined
}

/** The customer's screen, what is allowed on it, and what keeps it from being seen. */
export function ScreenPanel({ workplace, session, client }: Props) {
  const situation = situationOf(session, client?.conversation.value)
  const act = (remedy: Remedy) => {
    if (remedy.kind === 'ask') client?.request(remedy.permission)
    else workplace.clients.restart(session.id)
  }
  return (
    <section id={SCREEN_PANEL} class="screen-panel" aria-label={t('session.screen')}>
      <ConnectionLine session={session} client={client} />
      <div class={client?.present.value ? 'stage' : 'stage stale'}>
        {client && <RefusedLine client={client} />}
        {client && <ScreenStage key={client.link} client={client} zoom={workplace.zoom.value} />}
        {situation && (
          <SituationCard
            situation={situation}
            overPicture={client?.screen.shown.value !== undefined}
            clock={workplace.clock}
            expiresAt={session.pinExpiresAt}
            onRemedy={act}
            onNoted={(permission) => client?.consent.noted(permission)}
          />
        )}
      </div>
    </section>
  )
}

/** Input that did nothing is told where the technician looks, without moving the picture. */
function RefusedLine({ client }: { readonly client: SessionClient }) {
  const reason = client.refused.value?.reason
  return (
    <p class="refused-line" role="alert">
      {reason && t(`session.refused.${reason}`)}
    </p>
  )
}
