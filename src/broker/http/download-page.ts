import { TARGETS, type Target } from '../../protocol/broker/artefacts.ts'
import { fillTemplate } from './page-template.ts'

/** A file that fits the visitor's system, or that they asked for. */
export interface Download {
  readonly target: Target
  readonly name: string
  /** Of the file, and what travels for it. */
  readonly bytes: number
  readonly wireBytes: number
  readonly sha256: string
  readonly version: string
}

/** What the built page leaves open for us. */
interface DownloadPage {
  readonly pin: string
  readonly token: string
  readonly company: string
  readonly brokerUrl: string
  /** What can be downloaded at all. */
  readonly offered: readonly Target[]
  readonly download: Download | undefined
}

/** The page after a right code: the file, and what to do with it; or where to find one; or how to do without. */
export function fillDownloadPage(html: string, page: DownloadPage): string {
  const { pin, company, brokerUrl, offered, download } = page
  return fillTemplate(html, {
    pin,
    company,
    brokerUrl,
    command: `npm run applet -- ${pin} --broker ${brokerUrl}`,
    ...statesOf(page),
    ...fileTexts(page.token, download),
    ...Object.fromEntries(
      TARGETS.flatMap((target) => [
        [`href_${tokenName(target)}`, `/download/${page.token}?for=${target}`],
        [`hidden_${tokenName(target)}`, hiddenUnless(offered.includes(target) && download?.target !== target)],
      ]),
    ),
  })
}

/** One state each of the page as a whole, of the system, and of the list of other systems. */
function statesOf({ offered, download }: DownloadPage): Record<string, string> {
  const target = download?.target ?? ''
  return {
    fileHidden: hiddenUnless(download !== undefined),
    elsewhereHidden: hiddenUnless(download === undefined && offered.length > 0),
    sourceHidden: hiddenUnless(offered.length === 0),
    windowsHidden: hiddenUnless(target.startsWith('win')),
    macHidden: hiddenUnless(target.startsWith('darwin')),
    linuxHidden: hiddenUnless(target.startsWith('linux')),
    othersHidden: hiddenUnless(offered.some((other) => other !== target)),
  }
}

function fileTexts(token: string, download: Download | undefined): Record<string, string> {
  if (!download) return { refresh: '', fileHref: '', file: '', size: '', wireSize: '', sha256: '', version: '' }
  const fileHref = `/download/${token}/${download.target}`
  return {
    // An empty one is none. At 0 seconds the browser goes there once the page is complete, and stays on the page.
    refresh: `0; url=${fileHref}`,
    fileHref,
    file: download.name,
    size: megabytes(download.bytes),
    wireSize: megabytes(download.wireBytes),
    sha256: download.sha256,
    version: download.version,
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)} MB`
}

/** As the template can spell it. */
function tokenName(target: Target): string {
  return target.replace('-', '_')
}

function hiddenUnless(shown: boolean): string {
  return shown ? '' : 'hidden'
}
