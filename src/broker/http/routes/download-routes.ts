import * as v from 'valibot'
import { TARGETS } from '../../../protocol/broker/artefacts.ts'
import type { Artefacts } from '../../download/artefacts.ts'
import { deliveredName } from '../../download/delivered-name.ts'
import type { DownloadTokens } from '../../download/download-tokens.ts'
import { sendFile } from '../../download/send-file.ts'
import type { CustomerPages } from '../customer-pages.ts'
import { type Route, route } from '../route.ts'

interface Parts {
  readonly pages: CustomerPages
  readonly artefacts: Artefacts
  readonly downloadTokens: DownloadTokens
}

const token = v.pipe(v.string(), v.maxLength(64))
const pageQuery = v.object({ for: v.fallback(v.optional(v.picklist(TARGETS)), undefined) })

/** The customer's file. A token that is good no more leads back to the box, with the sentence that says why. */
export function downloadRoutes({ pages, artefacts, downloadTokens }: Parts): Route[] {
  return [
    route({
      method: 'GET',
      url: '/download/:token',
      access: 'public',
      about: 'The page after a right code, again; `?for=` chooses another system.',
      params: v.object({ token }),
      async handle({ params, request, reply }) {
        const found = await downloadTokens.find(params.token)
        if (found.outcome !== 'live') return pages.sendEntry(request, reply, reasonOf(found.outcome))
        const wanted = v.parse(pageQuery, request.query).for
        return pages.sendDownload(request, reply, found.pin, wanted && [wanted])
      },
    }),
    route({
      method: 'GET',
      url: '/download/:token/:target',
      access: 'public',
      about: 'The program for one system, under a name that carries the PIN.',
      params: v.object({ token, target: v.string() }),
      async handle({ params, request, reply }) {
        const found = await downloadTokens.find(params.token)
        if (found.outcome !== 'live') return pages.sendEntry(request, reply, reasonOf(found.outcome))
        const offer = await artefacts.offer()
        const target = TARGETS.find((each) => each === params.target)
        const file = target && offer?.files.get(target)
        if (!offer || !file) return pages.sendEntry(request, reply, 'no-such-file')
        return sendFile(request, reply, file, deliveredName(offer.name, target, found.pin))
      },
    }),
  ]
}

function reasonOf(outcome: 'unknown' | 'expired' | 'used') {
  return outcome === 'unknown' ? 'no-such-download' : outcome
}
