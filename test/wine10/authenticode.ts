import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Signs a program with a certificate that nobody trusts and that is gone afterwards. Throws when it does not verify. */
export function signForOnce(program: string, signed: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'authenticode-'))
  try {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
    const subject = ['-subj', '/CN=test', '-addext', 'extendedKeyUsage=codeSigning']
    const files = ['-keyout', key, '-out', certificate]
    quietly('openssl', ['req', '-x509', '-newkey', 'rsa:3072', '-nodes', '-days', '2', ...subject, ...files])
    quietly('osslsigncode', [
      'sign',
      '-certs',
      certificate,
      '-key',
      key,
      '-h',
      'sha256',
      '-in',
      program,
      '-out',
      signed,
    ])
    return quietly('osslsigncode', ['verify', '-CAfile', certificate, '-in', signed])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function quietly(command: string, args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
