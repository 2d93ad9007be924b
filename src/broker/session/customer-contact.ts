import type { DeclineReason, Failure } from '../../protocol/broker/status.ts'
import { hashSecret } from '../secret.ts'
import { confirmResumeKeys, opensWith, renewResumeKeys } from './resume-keys.ts'
import type { SessionRecord } from './session-record.ts'
import type { SessionRegistry } from './session-registry.ts'
import { ignoreRefusal } from './session-state.ts'

/** A session whose customer has just come in, and the key with which the applet can come back. */
export interface Admission {
  readonly session: SessionRecord
  readonly resumeKey: string
}

/** How customers come, go and come back. */
export class CustomerContact {
  readonly #registry: SessionRegistry

  constructor(registry: SessionRegistry) {
    this.#registry = registry
  }

  /** The applet is here for the first time. Who calls has redeemed its PIN. */
  async register(id: string, platform: string, claimKey: string): Promise<Admission> {
    const { keys, resumeKey } = renewResumeKeys(undefined, claimKey)
    const session = await this.#registry.apply(id, { type: 'customer-registered' }, { platform, resumeKeys: keys })
    return { session, resumeKey }
  }

  /** The customer does not want it. Who calls has redeemed its PIN; the claim stays good, for an answer that is lost. */
  async decline(id: string, reason: DeclineReason, claimKey: string): Promise<SessionRecord> {
    const resumeKeys = { current: hashSecret(claimKey) }
    return this.#registry.apply(id, { type: 'customer-declined', reason }, { resumeKeys })
  }

  /** The session that this key opens, whatever its status. */
  async findByKey(id: string, resumeKey: string): Promise<SessionRecord | undefined> {
    const session = await this.#registry.find(id)
    return session && opensWith(session.resumeKeys, hashSecret(resumeKey)) ? session : undefined
  }

  /** The applet is back. Who calls has checked the key it showed. */
  async takeBack(id: string, shown: string): Promise<Admission> {
    const { keys, resumeKey } = renewResumeKeys(this.#registry.get(id)?.resumeKeys, shown)
    const session = await this.#registry.apply(id, { type: 'customer-returned' }, { resumeKeys: keys })
    return { session, resumeKey }
  }

  /** The applet showed that it holds its newest key: the others are worth nothing from now on. */
  async confirmKey(id: string): Promise<void> {
    const keys = this.#registry.get(id)?.resumeKeys
    if (keys?.shown !== undefined) await this.#registry.change(id, { resumeKeys: confirmResumeKeys(keys) })
  }

  /** The customer ended the session. Too late is no fault: the technician may have been first. */
  async leave(id: string): Promise<void> {
    await this.#registry.apply(id, { type: 'customer-ended' }).catch(ignoreRefusal)
  }

  /** The applet gave the session up, because whoever is at the other end is not its technician or not alone. */
  async giveUp(id: string, reason: Failure): Promise<void> {
    await this.#registry.apply(id, { type: 'applet-gave-up', reason }).catch(ignoreRefusal)
  }

  /** By what the applet sees, nobody works in it any more. */
  async idle(id: string): Promise<void> {
    await this.#registry.apply(id, { type: 'idle-timed-out' }).catch(ignoreRefusal)
  }

  async lose(id: string): Promise<void> {
    await this.#registry.apply(id, { type: 'contact-lost' }).catch(ignoreRefusal)
  }
}
