import { renameSync } from 'node:fs'
import { run } from '../run.ts'

/** From the environment, since a key does not belong on a command line. */
export interface SigningKey {
  /** Files in PEM: RESCUE_SIGN_CERTS with the chain, RESCUE_SIGN_KEY. */
  readonly certificates: string
  readonly key: string
  /** RESCUE_SIGN_TIMESTAMP_URL: without a time stamp the signature ends with the certificate. */
  readonly timestampUrl: string | undefined
}

export function readSigningKey(environment: NodeJS.ProcessEnv): SigningKey | undefined {
  const { RESCUE_SIGN_CERTS: certificates, RESCUE_SIGN_KEY: key, RESCUE_SIGN_TIMESTAMP_URL: timestampUrl } = environment
  if (certificates === undefined && key === undefined) return undefined
  if (certificates === undefined || key === undefined) {
    throw new Error('RESCUE_SIGN_CERTS and RESCUE_SIGN_KEY go together.')
  }
  return { certificates, key, timestampUrl }
}

/** Signs with Authenticode, in place. The last step: a byte that changes afterwards breaks it. */
export async function signWindows(program: string, name: string, signing: SigningKey): Promise<void> {
  const signed = `${program}.signed`
  const { status, output } = await run('osslsigncode', [
    'sign',
    ...['-certs', signing.certificates, '-key', signing.key, '-h', 'sha256', '-n', name],
    ...(signing.timestampUrl === undefined ? [] : ['-ts', signing.timestampUrl]),
    ...['-in', program, '-out', signed],
  ])
  if (status !== 0) throw new Error(`osslsigncode (apt-get install osslsigncode) failed:\n${output}`)
  renameSync(signed, program)
}
