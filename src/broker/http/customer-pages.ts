import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Target } from '../../protocol/broker/artefacts.ts'
import type { Artefacts, Offer } from '../download/artefacts.ts'
import { chooseRepresentation } from '../download/choose-representation.ts'
import { customerTargets, WANTED_CLIENT_HINTS } from '../download/customer-targets.ts'
import { deliveredName } from '../download/delivered-name.ts'
import type { DownloadTokens } from '../download/download-tokens.ts'
import type { PublicAddress } from '../public-address.ts'
import { type Download, fillDownloadPage } from './download-page.ts'
import { type EntryReason, fillEntryPage, statusOf } from './entry-page.ts'
import { sendPage } from './send-page.ts'
import { visitorLanguage } from './visitor-language.ts'
import { customerSpeaker } from './words/customer-words.ts'

/** What was typed, and how long the next try has to wait. */
interface Tried {
  readonly code?: string
  readonly waitMs?: number
}

interface Parts {
  readonly pagesDir: string
  readonly company: string
  readonly address: PublicAddress
  readonly artefacts: Artefacts
  readonly downloadTokens: DownloadTokens
}

/** The two pages a customer sees. They are filled in here, so that they work without JavaScript. */
export class CustomerPages {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** The box for the code. */
  async sendEntry(
    request: FastifyRequest,
    reply: FastifyReply,
    reason: EntryReason,
    { code = '', waitMs }: Tried = {},
  ): Promise<FastifyReply> {
    const { company } = this.#parts
    const language = await this.#speak(request, reply)
    const speaker = await customerSpeaker(language)
    reply.code(statusOf(reason)).header('accept-ch', WANTED_CLIENT_HINTS)
    return sendPage(reply, this.#file('index', language), (html) =>
      fillEntryPage(html, { reason, code, company, waitMs, speaker }),
    )
  }

  /** What follows a right code; without `wanted`, for the system that asks. */
  async sendDownload(
    request: FastifyRequest,
    reply: FastifyReply,
    pin: string,
    wanted: readonly Target[] = customerTargets(request.headers),
  ): Promise<FastifyReply> {
    const { company, address, artefacts, downloadTokens } = this.#parts
    const language = await this.#speak(request, reply)
    const offer = await artefacts.offer()
    const target = wanted.find((each) => offer?.files.has(each))
    const download = offer && target && describe(offer, target, pin, request.headers['accept-encoding'])
    const token = downloadTokens.issue(pin)
    const offered = [...(offer?.files.keys() ?? [])]
    return sendPage(reply, this.#file('download', language), (html) =>
      fillDownloadPage(html, { pin, token, company, brokerUrl: address.url, offered, download }),
    )
  }

  /** Chooses the visitor's language, and says that it was chosen. */
  async #speak(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const language = await visitorLanguage(request.headers['accept-language'], this.#parts.pagesDir)
    reply.header('vary', 'accept-language').header('content-language', language)
    return language
  }

  /** English has the page's plain name. */
  #file(page: 'index' | 'download', language: string): string {
    return join(this.#parts.pagesDir, language === 'en' ? `${page}.html` : `${page}.${language}.html`)
  }
}

function describe(offer: Offer, target: Target, pin: string, acceptEncoding?: string): Download | undefined {
  const file = offer.files.get(target)
  if (!file) return undefined
  const wireBytes = chooseRepresentation(file, acceptEncoding).bytes
  const { bytes, sha256 } = file
  return { target, name: deliveredName(offer.name, target, pin), bytes, wireBytes, sha256, version: offer.version }
}
