import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Data, NtExecutable, NtExecutableResource, Resource } from 'resedit'
import sharp from 'sharp'
import { root } from '../run.ts'

export interface WinLabels {
  /** The program's name, as Windows shows it in its questions. */
  readonly name: string
  readonly version: string
}

/** The icon's widths, in pixels, that Explorer asks for. */
const ICON_WIDTHS = [16, 24, 32, 48, 64, 256]
const ENGLISH = { lang: 1033, codepage: 1200 }
/** Icon group of node.exe. */
const ICON_GROUP = 1
const RT_MANIFEST = 24
const RT_VERSION = 16

/** Windows then tells real pixels on each monitor: a picture that it had scaled would be soft, and clicks would miss. */
const PER_MONITOR = `<application xmlns="urn:schemas-microsoft-com:asm.v3"><windowsSettings>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2, PerMonitor</dpiAwareness>
  </windowsSettings></application>`

/**
 * node.exe as the base of our program: our name, version, icon and manifest instead of Node's, and without the signature of
 * Node's makers, which would no longer be true. Only before anything is put into it.
 */
export async function labelWinBase(runtime: string, base: string, labels: WinLabels): Promise<void> {
  const program = NtExecutable.from(readFileSync(runtime), { ignoreCert: true })
  const resources = NtExecutableResource.from(program)
  resources.entries = resources.entries.filter(({ type }) => type !== RT_VERSION)
  versionInfo(labels).outputToResourceEntries(resources.entries)
  const icons = await Promise.all(ICON_WIDTHS.map(drawIcon))
  Resource.IconGroupEntry.replaceIconsForResource(resources.entries, ICON_GROUP, ENGLISH.lang, icons)
  for (const entry of resources.entries) if (entry.type === RT_MANIFEST) entry.bin = withPerMonitor(entry.bin)
  resources.outputResource(program)
  writeFileSync(base, Buffer.from(program.generate()))
}

function versionInfo({ name, version }: WinLabels): Resource.VersionInfo {
  const info = Resource.VersionInfo.createEmpty()
  info.lang = ENGLISH.lang
  info.setFileVersion(version, ENGLISH.lang)
  info.setProductVersion(version, ENGLISH.lang)
  const texts = { ProductName: name, FileDescription: name, InternalName: name, OriginalFilename: `${name}.exe` }
  info.setStringValues(ENGLISH, { ...texts, FileVersion: version, ProductVersion: version })
  return info
}

/** A PNG may stand in an icon since Windows Vista. */
async function drawIcon(width: number): Promise<Data.RawIconItem> {
  const drawing = readFileSync(join(root, 'src/ui/styles/icon.svg'))
  const png = await sharp(drawing, { density: (72 * width) / 32 })
    .resize(width)
    .png()
    .toBuffer()
  return Data.RawIconItem.from(png, width, width, 32)
}

function withPerMonitor(manifest: ArrayBuffer): ArrayBuffer {
  const text = Buffer.from(manifest).toString('utf8').replace('</assembly>', `${PER_MONITOR}\n</assembly>`)
  const bytes = new Uint8Array(Buffer.byteLength(text))
  new TextEncoder().encodeInto(text, bytes)
  return bytes.buffer
}
