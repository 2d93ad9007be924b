import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Spool } from '../../../../src/applet/files/spool.ts'

async function* pieces(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text)
}

test('[DEL-1] what a customer chose lies in a marked folder of ours, and is gone with the spool', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'spool-'))
  const spool = new Spool(parent)
  const source = await spool.keep({ name: 'letter.txt', bytes: 6, content: pieces('abc', 'def') })
  const folder = join(parent, String(readdirSync(parent)[0]))
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readdirSync(folder).sort()).toEqual(['.owner', '1'])
  expect(readFileSync(join(folder, '1'), 'utf8')).toBe('abcdef')
  source.close()
  expect(readdirSync(folder)).toEqual(['.owner'])
  spool[Symbol.dispose]()
  expect(readdirSync(parent)).toEqual([])
})

test('a shell that brings fewer or more bytes than it said leaves nothing', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'spool-'))
  using spool = new Spool(parent)
  for (const bytes of [5, 7]) {
    await expect(spool.keep({ name: 'a', bytes, content: pieces('abc', 'def') })).rejects.toThrow()
  }
  expect(readdirSync(join(parent, String(readdirSync(parent)[0])))).toEqual(['.owner'])
})
