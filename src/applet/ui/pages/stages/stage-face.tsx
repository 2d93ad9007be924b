import type { WindowProps } from '../window-props.ts'
import { EndedStage } from './ended-stage.tsx'
import { PinStage } from './pin-stage.tsx'
import { SessionStage } from './session-stage.tsx'
import { StoryStage } from './story-stage.tsx'
import { TermsStage } from './terms-stage.tsx'
import { WarningStage } from './warning-stage.tsx'

interface Props extends WindowProps {
  readonly isOver: boolean
}

/** The face of the stage. */
export function StageFace({ view, act, isOver }: Props) {
  const { stage } = view
  if (stage.kind === 'warning') return <WarningStage view={view} act={act} />
  if (stage.kind === 'pin') return <PinStage view={view} act={act} trouble={stage.trouble} />
  if (stage.kind === 'terms') return <TermsStage view={view} act={act} text={stage.text} toTheEnd={stage.toTheEnd} />
  if (stage.kind === 'connecting') return <StoryStage view={view} step={0} />
  if (stage.kind === 'waiting') return <StoryStage view={view} step={1} />
  if (stage.kind === 'ended') return <EndedStage act={act} stage={stage} isOver={isOver} />
  return <SessionStage view={view} act={act} />
}
