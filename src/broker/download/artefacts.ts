import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Logger } from '../../base/logger.ts'
import { ARTEFACTS_MANIFEST, artefactsManifest, type Target } from '../../protocol/broker/artefacts.ts'
import { type CheckedFile, checkArtefact } from './check-artefact.ts'

/** What customers can download. */
export interface Offer {
  readonly version: string
  readonly name: string
  readonly files: ReadonlyMap<Target, CheckedFile>
}

const NEVER = -1

/**
 * The folder that packaging filled. Everything in it is checked once, beside the start and not in its way; who asks earlier
 * waits. A manifest that is newer than the one we know, as after packaging again, is read and checked anew.
 */
export class Artefacts {
  readonly #folder: string
  readonly #logger: Logger
  #knownAt = NEVER
  #offer: Promise<Offer | undefined> = Promise.resolve(undefined)

  constructor(folder: string, logger: Logger) {
    this.#folder = folder
    this.#logger = logger
  }

  /** Undefined: there is nothing to download. */
  async offer(): Promise<Offer | undefined> {
    const found = await stat(join(this.#folder, ARTEFACTS_MANIFEST)).catch(() => undefined)
    if (!found) return undefined
    if (found.mtimeMs !== this.#knownAt) {
      this.#knownAt = found.mtimeMs
      this.#offer = this.#check().catch((error: Error) => {
        this.#logger.error('the artefacts cannot be served', { folder: this.#folder, reason: error.message })
        return undefined
      })
    }
    return this.#offer
  }

  async #check(): Promise<Offer> {
    const text = await readFile(join(this.#folder, ARTEFACTS_MANIFEST), 'utf8')
    const { version, name, artefacts } = v.parse(artefactsManifest, JSON.parse(text))
    const files = new Map<Target, CheckedFile>()
    // One after the other: hashing them all at once would take the disk from whoever is connected.
    for (const artefact of artefacts) {
      const checked = await checkArtefact(this.#folder, artefact, this.#logger)
      if (checked) files.set(artefact.target, checked)
    }
    this.#logger.info('artefacts checked', { version, targets: [...files.keys()].join(' ') })
    return { version, name, files }
  }
}
