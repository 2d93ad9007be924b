import './screen-panel.css'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import { t } from '../../ui/words/words.ts'
import type { Workplace } from '../workplace.ts'
import { AlarmCard } from './alarm-card.tsx'
import { ConnectionLine } from './connection-line.tsx'
import { DEBUG, DebugOverlay } from './debug-overlay.tsx'
import { SCREEN_PANEL } from './full-screen.ts'
import type { Remedy } from './remedy.ts'
import { ScreenStage } from './screen-stage.tsx'
import type { SessionClient } from './session-client.ts'
import { situationOf } from './situation.ts'
import { SituationCard } from './situation-card.tsx'
import { VerificationCard } from './verification-card.tsx'

interface Props {
  readonly workplace: Workplace
  readonly session: SessionView
  readonly client: SessionClient | undefined
}

/** The customer's screen, what is allowed on it, and what keeps it from being seen. */
export function ScreenPanel({ workplace, session, client }: Props) {
  const missed = workplace.hasMissed(session.id)
  const situation = situationOf(session, client?.conversation.value, { missed, offered: workplace.offered })
  const code = situation?.code
  const paused = code !== undefined && client?.verification.usable.value === true
  const act = (remedy: Remedy) => {
    if (remedy.kind === 'ask') client?.request(remedy.permission)
    else workplace.clients.restart(session.id)
  }
  return (
    <section id={SCREEN_PANEL} class="screen-panel" aria-label={t('session.screen')}>
      <ConnectionLine session={session} client={client} />
      <div class={client?.present.value && !code ? 'stage' : 'stage stale'}>
        {client && <RefusedLine client={client} />}
        {client && DEBUG && <DebugOverlay client={client} />}
        {client && <ScreenStage key={client.link} client={client} zoom={workplace.zoom.value} />}
        {situation && code && (
          <VerificationCard
            title={situation.title}
            code={code}
            paused={paused}
            anew={client?.anew === true && !paused}
            clock={workplace.clock}
            onEnter={(digits) => client?.enterCode(digits)}
          />
        )}
        {situation?.alarm && <AlarmCard situation={situation} />}
        {situation && !situation.alarm && !code && (
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
