import { PermissionGate } from '../../src/applet/permission/permission-gate.ts'
import { BrokerLink } from '../../src/applet/session/broker-link.ts'
import { NodeCipher } from '../../src/applet/session/node-cipher.ts'
import { receivePage } from '../../src/applet/session/reception.ts'
import { Traffic } from '../../src/applet/session/traffic.ts'
import { realClock } from '../../src/base/clock.ts'
import { silentLogger } from '../../src/base/logger.ts'
import type { BytePipe } from '../../src/channel/byte-pipe.ts'
import { SealedChannel } from '../../src/channel/sealed-channel.ts'
import { AppletKeyExchange } from '../../src/channel/sealing/applet-key-exchange.ts'
import { SpokenCode } from '../../src/channel/sealing/spoken-code.ts'
import { commonOrigin } from '../../src/protocol/origin.ts'
import type { ConsoleMessage } from '../../src/protocol/peer/catalog.ts'
import type { Permission } from '../../src/protocol/permission.ts'
import { FileTalk } from './file-talk.ts'

type Asked = Extract<Permission, 'files.send' | 'files.receive'>

/** An applet of files and nothing else, at a real broker, whose customer the test speaks for. */
export class FilesApplet implements AsyncDisposable {
  readonly gate = new PermissionGate()
  readonly talk = new FileTalk(this.gate)
  readonly #code = new SpokenCode(realClock)
  readonly #url: URL
  readonly #link: BrokerLink
  readonly #ended: Promise<unknown>
  readonly #questions: { readonly permission: Asked; readonly answer: (yes: boolean) => void }[] = []
  #sessionId = ''
  #channel: SealedChannel | undefined
  #exchange: AppletKeyExchange | undefined

  /** `through`: a proxy in front of the broker. */
  constructor(url: string, pin: string, through = url) {
    this.#url = new URL(url)
    const [clock, log, traffic] = [realClock, silentLogger('applet'), new Traffic()]
    const broker = { broker: new URL(through), authorities: undefined }
    this.#link = new BrokerLink({ ...broker, pin, program: 'files', platform: 'Linux', clock, traffic, log })
    this.#link.on('registered', ({ sessionId }) => {
      this.#sessionId = sessionId
    })
    this.#link.on('streamOpened', ({ pipe }) =>
      receivePage(pipe, clock, {
        returning: (channelId) => this.#returned(channelId, pipe),
        arriving: async () => this.#open(pipe),
      }),
    )
    this.#ended = this.#link.run()
  }

  get code(): string | undefined {
    return this.#code.digits
  }

  /** What the technician asked and nobody answered yet. */
  get asked(): readonly Asked[] {
    return this.#questions.map(({ permission }) => permission)
  }

  answer(yes: boolean): void {
    this.#questions.shift()?.answer(yes)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#channel?.close('ended')
    this.#link.leave({ by: 'customer', reason: 'ended', exitStatus: 0, words: 'ending.customer-ended' } as never)
    await this.#ended
    this.talk[Symbol.dispose]()
  }

  #returned(channelId: string, pipe: BytePipe): boolean {
    if (this.#exchange?.channelId !== channelId) return false
    this.#channel?.attach(pipe)
    return true
  }

  #open(pipe: BytePipe): void {
    const sid = Uint8Array.fromHex(this.#sessionId)
    const party = { sid, origin: commonOrigin(this.#url.origin), program: 'files', capabilities: ['chat', 'resume'] }
    const exchange = new AppletKeyExchange(party, 'required', this.#code)
    const createCipher = (key: Uint8Array) => new NodeCipher(key)
    const grantEpoch = () => this.gate.epoch
    const channel = new SealedChannel({ self: 'applet', sid, exchange, createCipher, clock: realClock, grantEpoch })
    this.#channel = channel
    this.#exchange = exchange
    this.talk.wireApplet(channel)
    channel.on('opened', () => this.#listGrants(channel))
    channel.on('message', ({ message, grantEpoch: epoch }) => this.#heard(channel, message as ConsoleMessage, epoch))
    this.gate.on('changed', () => this.#listGrants(channel))
    channel.attach(pipe)
  }

  #heard(channel: SealedChannel, said: ConsoleMessage, epoch: number): void {
    if (said.type === 'echo-requested') channel.send({ type: 'echo-returned', id: said.id })
    if (said.type === 'permission-requested' && said.permission === 'files.send') this.#ask(channel, said.permission)
    if (said.type === 'file-requested') {
      this.#ask(channel, 'files.receive', () => this.talk.files.received(said, epoch))
    }
  }

  #ask(channel: SealedChannel, permission: Asked, allowed = () => {}): void {
    channel.send({ type: 'permission-asked', permission })
    const answer = (yes: boolean) => {
      if (yes) this.gate.grant(permission)
      if (yes) allowed()
      channel.send({ type: 'permission-answered', permission, answer: yes ? 'yes' : 'no' })
    }
    this.#questions.push({ permission, answer })
  }

  #listGrants(channel: SealedChannel): void {
    channel.send({ type: 'permissions-changed', granted: [...this.gate.granted] })
  }
}
