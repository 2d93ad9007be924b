import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { makeMacBundle } from '../../../../build-scripts/package-applet/mac-bundle.ts'
import { MachOError, readMachO } from '../../../../build-scripts/package-applet/macho.ts'
import { readSignature, SLOT } from '../../../../build-scripts/package-applet/macho-blobs.ts'
import { encodeEntitlementsDer, V8_ENTITLEMENTS } from '../../../../build-scripts/package-applet/macho-entitlements.ts'
import { verifyMachO } from '../../../../build-scripts/package-applet/macho-verify.ts'
import { writeZip } from '../../../../build-scripts/package-applet/zip.ts'
import { root } from '../../../../build-scripts/run.ts'
import { machOSample } from './macho-sample.ts'
import { readZip } from './zip-reader.ts'

const options = { name: 'Support', identifier: 'org.example.support', version: '1.2.3-rc.1', executable: machOSample() }
const entries = await makeMacBundle(options)

function bytesOf(path: string): Uint8Array {
  const entry = entries.find((candidate) => candidate.path === `Support.app/Contents/${path}`)
  if (!entry) throw new Error(`The bundle has no ${path}.`)
  return entry.bytes
}

const textOf = (path: string) => Buffer.from(bytesOf(path)).toString()

test('a bundle comes out of its zip with a program that may run', () => {
  const found = readZip(writeZip(entries))
  expect(found.map(({ path, mode }) => [path, mode.toString(8)])).toEqual([
    ['Support.app/Contents/Info.plist', '644'],
    ['Support.app/Contents/PkgInfo', '644'],
    ['Support.app/Contents/MacOS/Support', '755'],
    ['Support.app/Contents/Resources/AppIcon.icns', '644'],
    ['Support.app/Contents/_CodeSignature/CodeResources', '644'],
  ])
})

test('the signature vouches for the program, Info.plist and the seal on the rest', () => {
  const sealed = { infoPlist: bytesOf('Info.plist'), codeResources: bytesOf('_CodeSignature/CodeResources') }
  const verdict = verifyMachO(bytesOf('MacOS/Support'), sealed)
  expect(verdict).toEqual({ identifier: 'org.example.support', pages: 4, problems: [] })
})

test('the program may do what V8 needs', () => {
  const program = bytesOf('MacOS/Support')
  const signature = readSignature(program.subarray(readMachO(program).signature?.offset))
  expect(signature.get(SLOT.entitlementsDer)).toEqual(encodeEntitlementsDer(V8_ENTITLEMENTS))
})

test('the same input gives the same bytes', async () => {
  expect(writeZip(await makeMacBundle(options))).toEqual(writeZip(entries))
})

test('Info.plist names what is in the bundle, with numbers alone for a version', () => {
  const info = textOf('Info.plist').replace(/>\s+</g, '><')
  expect(info).toContain('<key>CFBundleExecutable</key><string>Support</string>')
  expect(info).toContain('<key>CFBundleIconFile</key><string>AppIcon.icns</string>')
  expect(info).toContain('<key>CFBundleIdentifier</key><string>org.example.support</string>')
  expect(info).toContain('<key>CFBundleVersion</key><string>1.2.3</string>')
})

test('the program keeps out of the Dock, where it would count as not responding', () => {
  expect(textOf('Info.plist').replace(/>\s+</g, '><')).toContain('<key>LSUIElement</key><true/>')
})

test('no sentence asks for the camera or the microphone, so that macOS refuses them', () => {
  expect(textOf('Info.plist')).toContain('<key>NSLocalNetworkUsageDescription</key>')
  expect(textOf('Info.plist')).not.toMatch(/NS(Camera|Microphone|AppleEvents)UsageDescription/)
})

test('what cannot become a bundle is refused', async () => {
  await expect(makeMacBundle({ ...options, name: '../up' })).rejects.toThrow('cannot be the name')
  await expect(makeMacBundle({ ...options, executable: new Uint8Array(9) })).rejects.toThrow(MachOError)
})

describe('the verifier as a command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mac-bundle-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  for (const { path, bytes } of entries) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  const contents = join(folder, 'Support.app/Contents')

  function verify(...files: string[]) {
    const script = join(root, 'build-scripts/package-applet/macho-verify.ts')
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...files], { encoding: 'utf8' })
    return { status, stdout, stderr }
  }

  test('finds the files around a program', () => {
    const program = join(contents, 'MacOS/Support')
    const stdout = `${program}: org.example.support, 4 pages, 0 problems\n`
    expect(verify(program)).toEqual({ status: 0, stdout, stderr: '' })
  })

  test('fails when one of them has changed, and on what is no program', () => {
    writeFileSync(join(contents, 'Info.plist'), 'other')
    const { status, stderr } = verify(join(contents, 'MacOS/Support'), join(contents, 'PkgInfo'))
    expect(status).toBe(1)
    expect(stderr).toContain('special slot 1 does not match')
    expect(stderr).toContain('PkgInfo: This is no 64-bit Mach-O file.')
  })
})
