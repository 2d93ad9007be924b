import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signal } from '@preact/signals'
import { EventStream } from '../../src/applet/event-stream.ts'
import { Files } from '../../src/applet/files/files.ts'
import { PermissionGate } from '../../src/applet/permission/permission-gate.ts'
import { SessionLog } from '../../src/applet/session/session-log.ts'
import type { FileView } from '../../src/applet/ui/view/customer-view.ts'
import { realClock } from '../../src/base/clock.ts'
import type { SealedChannel } from '../../src/channel/sealed-channel.ts'
import { CustomerFiles } from '../../src/console/files/customer-files.ts'
import type { FileItem } from '../../src/console/files/file-item.ts'
import type { ConsentState } from '../../src/console/session/consent.ts'
import {
  type AppletMessage,
  type ConsoleMessage,
  isAboutFile,
  type PeerMessage,
} from '../../src/protocol/peer/catalog.ts'
import { ChannelPair } from './channel-pair.ts'
import { until } from './until.ts'

interface Channels {
  readonly console: SealedChannel
  readonly applet: SealedChannel
}

/** What both programs do with files, wired to a channel each, as the programs wire them. */
export class FileTalk implements Disposable {
  readonly gate: PermissionGate
  readonly log = new SessionLog(realClock)
  readonly events: Readonly<Record<string, unknown>>[] = []
  readonly files: Files
  readonly consent = signal<ConsentState>('none')
  /** How often the technician's page asked for permission. */
  asked = 0
  readonly technician = new CustomerFiles({
    consent: this.consent,
    ask: () => {
      this.asked += 1
    },
  })
  /** Everything that was said, in the order in which it was heard. */
  readonly heard: PeerMessage[] = []
  /** A folder of the customer's, gone at the end. */
  readonly folder = mkdtempSync(join(tmpdir(), 'customer-'))

  constructor(gate: PermissionGate) {
    this.gate = gate
    const events = new EventStream((line) => this.events.push(JSON.parse(line)))
    this.files = new Files({ gate, sessionLog: this.log, events, clock: realClock })
    gate.on('changed', (granted) => {
      this.consent.value = granted.includes('files.send') ? 'granted' : 'taken-back'
    })
  }

  /** Two sides in this process, verified; `policy` leaves them unverified. */
  static async begin(policy?: 'offered') {
    const gate = new PermissionGate()
    const talk = new FileTalk(gate)
    const pair = new ChannelPair({ grantEpoch: () => gate.epoch, ...(policy && { policy }) })
    talk.wire(pair)
    const opened = Promise.all([pair.console, pair.applet].map((end) => pair.opens(end)))
    pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(pair.code.digits ?? ''))
    pair.connect()
    await opened
    return Object.assign(talk, { pair })
  }

  wire({ console, applet }: Channels): void {
    this.wireApplet(applet)
    this.#wireConsole(console)
  }

  wireApplet(applet: SealedChannel): void {
    const { files } = this
    applet.on('opened', ({ verified }) => files.lineOpened(applet, verified))
    applet.on('cut', () => files.lineCut())
    applet.on('closed', () => files.lineClosed())
    applet.on('message', ({ message, grantEpoch }) => {
      this.heard.push(message)
      const said = message as ConsoleMessage
      if (isAboutFile(said)) files.received(said, grantEpoch)
    })
    applet.on('frame', (bytes) => files.frame(bytes))
  }

  #wireConsole(console: SealedChannel): void {
    const { technician } = this
    console.on('opened', () => technician.opened(console))
    console.on('cut', () => technician.cut())
    console.on('closed', () => technician.closed())
    console.on('message', ({ message }) => {
      this.heard.push(message)
      const said = message as AppletMessage
      if (isAboutFile(said)) technician.heard(said)
    })
    console.on('frame', (bytes) => technician.block(bytes))
  }

  get views(): readonly FileView[] {
    return this.files.views
  }

  get items(): readonly FileItem[] {
    return this.technician.list.items.value
  }

  /** The technician sends; resolves with how the customer's window names it, as soon as it is offered there. */
  async offer(content: Uint8Array<ArrayBuffer>, name = 'report.pdf'): Promise<string> {
    const before = this.views.length
    this.technician.send([new File([content], name)])
    await until(() => this.views.length > before, 'the offer')
    return this.views.at(-1)?.id ?? ''
  }

  async becomes(id: string, state: FileView['state'], withinMs?: number): Promise<FileView> {
    const view = () => this.views.find((each) => each.id === id)
    await until(() => view()?.state === state, `${id} to be ${state}`, withinMs)
    return view() as FileView
  }

  async itemBecomes(state: FileItem['state'], withinMs?: number): Promise<FileItem> {
    await until(() => this.items.at(-1)?.state === state, `the technician's file ${state}`, withinMs)
    return this.items.at(-1) as FileItem
  }

  /** Everything in the customer's folder. */
  get names(): readonly string[] {
    return existsSync(this.folder) ? readdirSync(this.folder).sort() : []
  }

  content(name: string): Buffer {
    return readFileSync(join(this.folder, name))
  }

  [Symbol.dispose](): void {
    this.technician[Symbol.dispose]()
    this.files[Symbol.dispose]()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Bytes that repeat nowhere, the same for the same seed. */
export function manyBytes(count: number, seed = 1): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(count / 4))
  let state = seed
  for (let at = 0; at < words.length; at += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[at] = state
  }
  return new Uint8Array(words.buffer, 0, count).slice()
}
