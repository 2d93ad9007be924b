import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSigningKey, signWindows } from '../../build-scripts/package-applet/win-sign.ts'
import { needs } from '../support/needs.ts'
import { makeTestProgram, NAME } from '../support/test-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'windows-'))
const [certificates, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
let program: string

beforeAll(async () => {
  program = await makeTestProgram({ target: 'win-x64', out: folder, version: '1.2.3' })
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true }))

test('Windows is told our name and version, and that we count in pixels of each monitor', () => {
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(program)))
  const [info] = Resource.VersionInfo.fromEntries(entries)
  expect(info?.getStringValues({ lang: 1033, codepage: 1200 })).toMatchObject({
    ProductName: NAME,
    FileDescription: NAME,
    FileVersion: '1.2.3',
    OriginalFilename: `${NAME}.exe`,
  })
  const [icon] = Resource.IconGroupEntry.fromEntries(entries)
  expect(icon?.icons.map(({ width }) => width)).toEqual([16, 24, 32, 48, 64, 0])
  const manifest = Buffer.from(entries.find(({ type }) => type === 24)?.bin ?? new ArrayBuffer(0)).toString()
  expect(manifest).toContain('PerMonitorV2')
  expect(manifest).toContain('level="asInvoker"')
})

test.runIf(needs('osslsigncode', 'openssl'))('a signature of ours holds until one byte changes', async () => {
  const subject = ['-subj', '/CN=Contoso Test', '-addext', 'extendedKeyUsage=codeSigning']
  const files = ['-keyout', key, '-out', certificates]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files], {
    stdio: 'ignore',
  })
  const verify = (file: string) => {
    const { status, stdout, stderr } = spawnSync('osslsigncode', ['verify', '-CAfile', certificates, '-in', file])
    return { holds: status === 0, said: `${stdout}${stderr}` }
  }
  // Node's own signature went with what it was for.
  expect(verify(program).said).toContain('No signature found')
  const signingKey = readSigningKey({ RESCUE_SIGN_CERTS: certificates, RESCUE_SIGN_KEY: key })
  if (!signingKey) throw new Error('no key was read')
  await signWindows(program, NAME, signingKey)
  expect(verify(program)).toMatchObject({ holds: true })
  const bytes = readFileSync(program)
  const at = bytes.indexOf('native.json')
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(program, bytes)
  expect(verify(program)).toMatchObject({ holds: false })
})
