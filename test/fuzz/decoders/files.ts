import { generateKeyPairSync, sign } from 'node:crypto'
import * as v from 'valibot'
import { ConfigAltered, fingerprintOf, readOperatorConfig } from '../../../src/applet/operator-config.ts'
import { parsePolicy, UsageError } from '../../../src/applet/options.ts'
import { decodeRecording, encodeRecordedUpdate, encodeRecordingHeader } from '../../../src/applet/screen/recording.ts'
import { CaptureFailed } from '../../../src/applet/screen/screen-source.ts'
import { artefactsManifest } from '../../../src/protocol/broker/artefacts.ts'
import { ProtocolError } from '../../../src/protocol/protocol-error.ts'
import { savedLines, verdictOn } from '../../support/logged-session.ts'
import type { Decoder } from '../decoder.ts'
import { sampleDocuments } from '../samples.ts'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()

function recording(updates: number): Uint8Array {
  const rects = [{ kind: 'jpeg' as const, x: 0, y: 0, width: 20, height: 10, data: Uint8Array.of(0xff, 0xd8) }]
  const entries = Array.from({ length: updates }, (_, seq) =>
    encodeRecordedUpdate({ atMs: seq * 100, update: { keyframe: seq === 0, seq, capturedAt: 0, epoch: 0, rects } }),
  )
  return Buffer.concat([encodeRecordingHeader({ width: 20, height: 10 }), ...entries])
}

// The key differs from run to run and the mutations with it; what a signature decides does not.
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const operatorKey = publicKey.export({ type: 'spki', format: 'der' })
const config = Buffer.from(
  JSON.stringify({
    brokerUrl: 'https://support.example.com',
    name: 'Contoso',
    operatorKey: operatorKey.toString('base64'),
    authorities: ['-----BEGIN CERTIFICATE-----'],
    verification: 'offered',
  }),
)
const signature = sign(null, config, privateKey)
const fingerprint = fingerprintOf(operatorKey)

/** What lies on a disk. */
export const FILE_DECODERS: readonly Decoder[] = [
  {
    name: 'recording',
    seeds: [recording(1), recording(3)],
    refusals: [CaptureFailed, ProtocolError],
    decode: (bytes) => decodeRecording(Buffer.from(bytes)),
  },
  {
    name: 'operator-config',
    seeds: [config],
    refusals: [ConfigAltered],
    decode: (bytes) => readOperatorConfig(bytes, signature, fingerprint),
  },
  {
    name: 'operator-signature',
    seeds: [signature],
    refusals: [ConfigAltered],
    decode: (bytes) => readOperatorConfig(config, bytes, fingerprint),
  },
  {
    name: 'artefacts-manifest',
    seeds: sampleDocuments(artefactsManifest),
    refusals: [SyntaxError, v.ValiError],
    decode: (bytes) => v.parse(artefactsManifest, JSON.parse(text(bytes))),
  },
  {
    name: 'policy',
    seeds: [Buffer.from('{"view":"yes","control":"no"}'), Buffer.from('{}')],
    refusals: [UsageError],
    decode: (bytes) => parsePolicy(text(bytes)),
  },
  {
    name: 'session-log',
    seeds: [Buffer.from(savedLines(3).join('\n')), Buffer.from(savedLines(3).slice(1, -1).join('\n'))],
    refusals: [],
    decode: (bytes) => verdictOn(text(bytes).split('\n')),
  },
]
