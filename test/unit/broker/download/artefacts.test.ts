import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createLogger, type LogLine } from '../../../../src/base/logger.ts'
import { Artefacts } from '../../../../src/broker/download/artefacts.ts'
import { ArtefactsFolder } from '../../../support/artefacts-folder.ts'

/** What the folder offers, and what was said about it. */
async function look(folder: ArtefactsFolder) {
  const lines: LogLine[] = []
  const artefacts = new Artefacts(folder.path, createLogger((line) => lines.push(line))('broker.download'))
  const offer = await artefacts.offer()
  return { artefacts, offer, blamed: lines.filter(({ level }) => level === 'error').map(({ fields }) => fields.path) }
}

test('everything that is as the manifest says is offered, in each encoding', async () => {
  using folder = new ArtefactsFolder()
  const { offer, blamed } = await look(folder)
  expect(blamed).toEqual([])
  expect(offer).toMatchObject({ version: '1.2.3', name: 'Support-LogMeInRescue' })
  expect([...(offer?.files.keys() ?? [])]).toEqual(folder.artefacts.map(({ target }) => target))
  expect(offer?.files.get('win-x64')?.encoded.map(({ encoding }) => encoding)).toEqual(['zstd', 'gzip'])
})

test('[SUP-1] a file with one other byte is not served, and the log names it; the others are', async () => {
  using folder = new ArtefactsFolder()
  const content = ArtefactsFolder.content('win-x64')
  content[1000] = 0
  folder.write('Support-LogMeInRescue.exe', content)
  const { offer, blamed } = await look(folder)
  expect(offer?.files.has('win-x64')).toBe(false)
  expect(offer?.files.size).toBe(3)
  expect(blamed).toEqual([join(folder.path, 'Support-LogMeInRescue.exe')])
})

test.each<[string, string | Buffer]>([
  ['other bytes, well packed', gzipSync('another program')],
  ['no gzip at all', 'nonsense'],
])('a compressed form that is %s is left out alone', async (_title, content) => {
  using folder = new ArtefactsFolder({ targets: ['linux-x64'] })
  folder.write('Support-LogMeInRescue.gz', content)
  const { offer, blamed } = await look(folder)
  expect(offer?.files.get('linux-x64')?.encoded.map(({ encoding }) => encoding)).toEqual(['zstd'])
  expect(blamed).toEqual([join(folder.path, 'Support-LogMeInRescue.gz')])
})

test('a size that is not the file’s, and a file that is missing, are not served', async () => {
  using folder = new ArtefactsFolder({ targets: ['linux-x64', 'win-x64'] })
  const [linux, windows] = folder.artefacts
  folder.writeManifest([
    { ...linux, bytes: 5 },
    { ...windows, file: 'missing.exe' },
  ] as ArtefactsFolder['artefacts'])
  const { offer, blamed } = await look(folder)
  expect(offer?.files.size).toBe(0)
  expect(blamed).toEqual(['Support-LogMeInRescue', 'missing.exe'].map((file) => join(folder.path, file)))
})

test('a manifest that reaches out of its folder, or is none, offers nothing', async () => {
  using folder = new ArtefactsFolder({ targets: ['linux-x64'] })
  const [linux] = folder.artefacts
  folder.writeManifest([{ ...linux, file: '../secret' }] as ArtefactsFolder['artefacts'])
  expect((await look(folder)).offer).toBeUndefined()
  folder.write('manifest.json', '{"version":')
  expect((await look(folder)).offer).toBeUndefined()
  expect(await new Artefacts('/nowhere', createLogger(() => {})('broker.download')).offer()).toBeUndefined()
})

test('packaging again is noticed without a restart', async () => {
  using folder = new ArtefactsFolder({ targets: ['linux-x64', 'win-x64'] })
  const { artefacts, offer } = await look(folder)
  expect(offer?.files.size).toBe(2)
  expect(await artefacts.offer()).toBe(offer)
  folder.writeManifest(folder.artefacts.slice(0, 1))
  utimesSync(join(folder.path, 'manifest.json'), 1, 1)
  expect((await artefacts.offer())?.files.size).toBe(1)
})
