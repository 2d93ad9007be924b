import * as v from 'valibot'
import { filledText } from '../fields.ts'

/**
 * The shape of `manifest.json` in the artefacts folder: `npm run package:applet` writes it, the broker reads it at start and
 * serves nothing that does not stand in it. `file` lies in the same folder; each of `encodings` stands for the same bytes
 * compressed beside it, `<file>.zst` or `<file>.gz`. `bytes` and `sha256` are of the plain file.
 */
export const ARTEFACTS_MANIFEST = 'manifest.json'

/** The systems an applet is built for. */
export const TARGETS = ['win-x64', 'darwin-arm64', 'darwin-x64', 'linux-x64'] as const
export type Target = (typeof TARGETS)[number]

/** How a file may also lie there, by the name that HTTP has for it; the smaller one first. */
export const ENCODING_SUFFIXES = { zstd: '.zst', gzip: '.gz' } as const
export const ENCODINGS = ['zstd', 'gzip'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** A name and nothing else: no folder can be reached through it, and it needs no quoting in a header. */
const fileName = v.pipe(v.string(), v.regex(/^\w[\w.-]{0,99}$/))

const artefact = v.strictObject({
  target: v.picklist(TARGETS),
  file: fileName,
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  encodings: v.array(v.picklist(ENCODINGS)),
})

export const artefactsManifest = v.strictObject({
  /** The applet's version. */
  version: filledText(64),
  /** The build name, which the customer's file carries in front of the PIN: `Support-LogMeInRescue`. */
  name: fileName,
  artefacts: v.array(artefact),
})

export type Artefact = v.InferOutput<typeof artefact>
export type ArtefactsManifest = v.InferOutput<typeof artefactsManifest>
