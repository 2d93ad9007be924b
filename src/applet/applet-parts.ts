import type { Clock } from '../base/clock.ts'
import type { CreateLogger } from '../base/logger.ts'
import type { Offer } from '../protocol/broker/offer.ts'
import type { VerificationPolicy } from '../protocol/verification.ts'
import type { Clipboard } from './clipboard/clipboard.ts'
import type { EventStream } from './event-stream.ts'
import type { InputSink } from './input/input-sink.ts'
import type { Candidate } from './open-first.ts'
import type { OwnWindows } from './own-windows/own-windows.ts'
import type { ScreenFeed } from './screen/screen-feed.ts'
import type { SessionLog } from './session/session-log.ts'
import type { CustomerUi } from './ui/customer-ui.ts'
import type { AppletSpeaker } from './words/words.ts'

/** What one session is made of. */
export interface AppletParts {
  readonly pin: string
  readonly broker: URL
  /** Certificates in PEM, the only ones to believe; undefined: those that Node ships. */
  readonly authorities?: readonly string[] | undefined
  /** What the customer's program insists on; its broker may insist on more. */
  readonly verification?: VerificationPolicy
  readonly program: string
  readonly platform: string
  readonly ui: CustomerUi
  readonly speaker?: AppletSpeaker
  /** What the program's operator lets technicians ask for at most; the broker may leave less. */
  readonly offer?: Offer | undefined
  /** Whether a prompt could be read in a picture of the screen; no unless told otherwise. */
  readonly promptsAreVisible?: () => boolean
  /** Where our own windows are, once that is known: a technician's input does not reach them. */
  readonly ownWindows?: () => Pick<OwnWindows, 'rects' | 'hasFocus'> | undefined
  /** Somebody sees the screen from now on, or not any more. */
  readonly onSeen?: (isSeen: boolean) => void
  /** Opens an address that the customer said Yes to. */
  readonly openUrl?: (url: string) => void
  /** Whether the program goes away with its session. */
  readonly removesItself?: boolean
  readonly sessionLog: SessionLog
  readonly events: EventStream
  readonly createLogger: CreateLogger
  readonly clock?: Clock
  /** Whether a technician's input rests while the customer uses mouse or keyboard; yes unless told otherwise. */
  readonly localInputWins?: boolean
  /** Milliseconds until an unanswered prompt means No. */
  readonly promptMs?: number
  /** Closed by whoever opened it. */
  readonly feed: ScreenFeed
  readonly inputs: readonly Candidate<InputSink>[]
  readonly clipboards: () => Candidate<Clipboard>[]
}
