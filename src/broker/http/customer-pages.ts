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
  sendEntry(reply: FastifyReply, reason: EntryReason, code = '', more = ''): Promise<FastifyReply> {
    const { pagesDir, company } = this.#parts
    reply.code(statusOf(reason)).header('accept-ch', WANTED_CLIENT_HINTS)
    return sendPage(reply, join(pagesDir, 'index.html'), (html) => fillEntryPage(html, { reason, code, company, more }))
  }

  /** What follows a right code; without `wanted`, for the system that asks. */
  async sendDownload(
    request: FastifyRequest,
    reply: FastifyReply,
    pin: string,
    wanted: readonly Target[] = customerTargets(request.headers),
  ): Promise<FastifyReply> {
    const { pagesDir, company, address, artefacts, downloadTokens } = this.#parts
    const offer = await artefacts.offer()
    const target = wanted.find((each) => offer?.files.has(each))
    const download = offer && target && describe(offer, target, pin, request.headers['accept-encoding'])
    const token = downloadTokens.issue(pin)
    const offered = [...(offer?.files.keys() ?? [])]
    return sendPage(reply, join(pagesDir, 'download.html'), (html) =>
      fillDownloadPage(html, { pin, token, company, brokerUrl: address.url, offered, download }),
    )
  }
}

function describe(offer: Offer, target: Target, pin: string, acceptEncoding?: string): Download | undefined {
  const file = offer.files.get(target)
  if (!file) return undefined
  const wireBytes = chooseRepresentation(file, acceptEncoding).bytes
  const { bytes, sha256 } = file
  return { target, name: deliveredName(offer.name, target, pin), bytes, wireBytes, sha256, version: offer.version }
}
