import { Applet } from '../../src/applet/applet.ts'
import type { AppletParts } from '../../src/applet/applet-parts.ts'
import { RecordedBoard } from '../../src/applet/clipboard/boards/recorded-board.ts'
import { EventStream } from '../../src/applet/event-stream.ts'
import { RecordingSink } from '../../src/applet/input/sinks/recording-sink.ts'
import type { Candidate } from '../../src/applet/open-first.ts'
import { openJpegTurboEncoder } from '../../src/applet/screen/encoders/jpeg-turbo-encoder.ts'
import { LocalFeed } from '../../src/applet/screen/local-feed.ts'
import type { ScreenSource } from '../../src/applet/screen/screen-source.ts'
import { SyntheticSource } from '../../src/applet/screen/sources/synthetic-source.ts'
import { SessionLog } from '../../src/applet/session/session-log.ts'
import type { Ending } from '../../src/applet/session/session-state.ts'
import { realClock } from '../../src/base/clock.ts'
import { silentLogger } from '../../src/base/logger.ts'
import { TestCustomer } from './test-customer.ts'
import { until } from './until.ts'

export type AppletEvent = { readonly event: string } & Readonly<Record<string, unknown>>

interface Options
  extends Partial<
    Pick<
      AppletParts,
      | 'promptMs'
      | 'clock'
      | 'clipboards'
      | 'feed'
      | 'verification'
      | 'inputs'
      | 'localInputWins'
      | 'offer'
      | 'openUrl'
      | 'program'
      | 'promptsAreVisible'
    >
  > {
  /** The ways to see the screen; the synthetic one unless told otherwise. */
  readonly screens?: () => Candidate<ScreenSource>[]
  readonly url: string
  readonly pin: string
}

/** The applet in this process: synthetic screen, recording sink, and a customer that the test speaks for. */
export class TestApplet {
  readonly customer = new TestCustomer()
  readonly events: AppletEvent[] = []
  /** What was injected, as the sink heard it. */
  readonly input: Readonly<Record<string, unknown>>[] = []
  /** The customer's clipboard. */
  readonly clipboard = new RecordedBoard((line) => this.pasted.push(JSON.parse(line)))
  /** What was put into it, as it heard it. */
  readonly pasted: Readonly<Record<string, unknown>>[] = []
  readonly log = new SessionLog(realClock)
  readonly applet: Applet
  readonly ended: Promise<Ending>

  constructor({ url, pin, screens = syntheticScreen, ...changes }: Options) {
    this.applet = new Applet({
      pin,
      broker: new URL(url),
      program: 'test applet',
      platform: 'Linux',
      ui: this.customer,
      sessionLog: this.log,
      events: new EventStream((line) => this.events.push(JSON.parse(line))),
      createLogger: silentLogger,
      feed: openFeed(screens),
      inputs: [{ name: 'recording', open: async () => new RecordingSink((line) => this.input.push(JSON.parse(line))) }],
      clipboards: () => [{ name: 'recorded', open: async () => this.clipboard }],
      ...changes,
    })
    this.ended = this.applet.run()
  }

  async untilStatus(status: string): Promise<void> {
    await until(() => this.customer.statuses.at(-1) === status, `applet ${status}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.applet.end()
    await this.ended
  }
}

const syntheticScreen = () => [{ name: 'synthetic', open: async () => new SyntheticSource(realClock) }]

function openFeed(sources: () => Candidate<ScreenSource>[]): LocalFeed {
  const encoders = [{ name: 'jpeg-turbo', open: openJpegTurboEncoder }]
  return new LocalFeed({ sources, encoders, clock: realClock, log: silentLogger('applet.screen') })
}
