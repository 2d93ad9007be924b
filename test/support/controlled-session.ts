import type { Chat } from '../../src/applet/chat/chat.ts'
import type { ClipboardSync } from '../../src/applet/clipboard/clipboard-sync.ts'
import type { Files } from '../../src/applet/files/files.ts'
import { InputReceiver } from '../../src/applet/input/input-receiver.ts'
import type { InputSink } from '../../src/applet/input/input-sink.ts'
import { InputTally } from '../../src/applet/input/input-tally.ts'
import type { Consent } from '../../src/applet/permission/consent.ts'
import { PermissionGate } from '../../src/applet/permission/permission-gate.ts'
import type { PromptQueue } from '../../src/applet/permission/prompt-queue.ts'
import { Questions } from '../../src/applet/permission/questions.ts'
import type { ScreenShare } from '../../src/applet/screen/screen-share.ts'
import { SessionLog } from '../../src/applet/session/session-log.ts'
import { TechnicianConversation } from '../../src/applet/session/technician-conversation.ts'
import { englishSpeaker } from '../../src/applet/words/words.ts'
import { realClock } from '../../src/base/clock.ts'
import { silentLogger } from '../../src/base/logger.ts'
import type { InputMessage } from '../../src/protocol/peer/catalog.ts'
import { ChannelPair } from './channel-pair.ts'

/** Room for as many points as there are inputs: each tells which it is by where it acts. */
const SIDE = 16_000

/** Counts what acts, and may need time for it. */
class PatientSink implements InputSink {
  readonly name = 'patient'
  readonly calls: (number | 'released')[] = []
  ready: PromiseWithResolvers<void> | undefined

  prepare(): Promise<void> | undefined {
    return this.ready?.promise
  }

  inject(message: InputMessage): void {
    if ('x' in message) this.calls.push(message.y * SIDE + message.x)
  }

  releaseAll(): void {
    this.calls.push('released')
  }

  onceCustomerActs(): Disposable {
    return { [Symbol.dispose]() {} }
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

/** A verified technician in control, over a real sealed channel, with the real gate, conversation and receiver. */
export class ControlledSession {
  readonly gate = new PermissionGate()
  readonly sink = new PatientSink()
  readonly tally = new InputTally()
  readonly pair: ChannelPair
  #sent = 0

  private constructor(pair: ChannelPair, gate: PermissionGate) {
    this.pair = pair
    this.gate = gate
  }

  static async begin(): Promise<ControlledSession> {
    const gate = new PermissionGate()
    const pair = new ChannelPair({ grantEpoch: () => gate.epoch })
    const session = new ControlledSession(pair, gate)
    session.#converse()
    const opened = Promise.all([pair.console, pair.applet].map((end) => pair.opens(end)))
    pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(pair.code.digits ?? ''))
    pair.connect()
    await opened
    gate.grant('control')
    return session
  }

  /** The technician clicks; returns which click it is. */
  click(): number {
    this.#sent += 1
    const [x, y] = [this.#sent % SIDE, Math.floor(this.#sent / SIDE)]
    this.pair.console.send({ type: 'button-pressed', x, y, button: 'left' })
    return this.#sent
  }

  /** Whoever reloads the page, or another, begins with nothing. */
  replacePage(): void {
    this.pair.applet.close('replaced')
    this.gate.allowAtMost([])
  }

  #converse(): void {
    const { gate, sink, tally, pair } = this
    const shown = () => ({ x: 0, y: 0, width: SIDE, height: SIDE })
    const log = silentLogger('applet.input')
    const share = { run: (lease: AbortSignal) => new Promise((resolve) => lease.addEventListener('abort', resolve)) }
    new TechnicianConversation({
      channel: pair.applet,
      asker: { technician: 'Tess', company: 'Contoso' },
      gate,
      consent: {} as unknown as Consent,
      prompts: { withdraw() {} } as unknown as PromptQueue,
      questions: new Questions(englishSpeaker),
      promptsAreVisible: () => false,
      onSeen: () => {},
      openUrl: () => {},
      share: share as unknown as ScreenShare,
      input: new InputReceiver({ gate, sink, tally, customer: { active: false }, shown, log }),
      clipboard: {} as unknown as ClipboardSync,
      chat: { delivered() {}, forgetDeliveries() {} } as unknown as Chat,
      files: { lineOpened() {}, lineCut() {}, lineClosed() {} } as unknown as Files,
      code: pair.code,
      sessionLog: new SessionLog(realClock),
      clock: realClock,
      log,
    })
  }
}
