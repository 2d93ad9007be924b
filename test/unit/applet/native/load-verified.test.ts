import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadVerified } from '../../../../src/applet/native/load-verified.ts'
import { type NativeFile, NativePartRefused } from '../../../../src/applet/native/private-folder.ts'
import { needs } from '../../../support/needs.ts'

const before = process.env.TMPDIR
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'native-'))
  process.env.TMPDIR = folder
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
})

function fileOf(name: string, text: string): NativeFile {
  const bytes = Buffer.from(text)
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

describe('[TMP-1] a native part on its way into the process', () => {
  test('lies with its companions where nobody else may look, and is gone once it is loaded', () => {
    const seen: Record<string, string> = {}
    loadVerified([fileOf('first.node', 'one'), fileOf('second.so', 'two')], (path) => {
      for (const name of readdirSync(dirname(path))) seen[name] = readFileSync(join(dirname(path), name), 'utf8')
      expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
      expect(statSync(path).mode & 0o777).toBe(0o500)
      expect(readdirSync(folder)).toHaveLength(1)
    })
    expect(seen).toEqual({ 'first.node': 'one', 'second.so': 'two', '.owner': expect.stringContaining('open-rescue') })
    expect(readdirSync(folder)).toEqual([])
  })

  test('is in another folder at every start, and what lies under such a name already is left alone', () => {
    const paths = new Set<string>()
    for (let start = 0; start < 50; start += 1) {
      loadVerified([fileOf('first.node', 'one')], () => paths.add(readdirSync(folder).join()))
    }
    expect(paths.size).toBe(50)
  })

  test('is not loaded when it is not what was packaged', () => {
    const wrong = { ...fileOf('first.node', 'one'), bytes: Buffer.from('two') }
    let loaded = false
    const load = () => {
      loaded = true
    }
    expect(() => loadVerified([wrong], load)).toThrow(NativePartRefused)
    expect(() => loadVerified([fileOf('first.node', 'one'), { ...wrong, name: 'second.so' }], load)).toThrow(
      'second.so',
    )
    expect(loaded).toBe(false)
    expect(readdirSync(folder)).toEqual([])
  })

  test('is removed also when the system does not load it', () => {
    const load = () => {
      throw new Error('no such symbol')
    }
    expect(() => loadVerified([fileOf('first.node', 'one')], load)).toThrow('no such symbol')
    expect(readdirSync(folder)).toEqual([])
  })

  test('is found although its folder was renamed and another put in its place', () => {
    loadVerified([fileOf('first.node', 'one')], (path) => {
      const foreign = join(folder, readdirSync(folder).join())
      renameSync(foreign, join(folder, 'aside'))
      mkdirSync(foreign)
      writeFileSync(join(foreign, 'first.node'), 'foreign')
      expect(readFileSync(path, 'utf8')).toBe('one')
    })
    expect(readdirSync(join(folder, 'aside'))).toEqual([])
  })

  test('without a temporary folder that can be used it takes the next', () => {
    process.env.TMPDIR = join(folder, 'not-there')
    let loaded = ''
    loadVerified([fileOf('first.node', 'one')], (path) => {
      loaded = readFileSync(path, 'utf8')
    })
    expect(loaded).toBe('one')
    expect(existsSync(join(folder, 'not-there'))).toBe(false)
  })
})

/** Renames every folder that appears and puts its own there; says how often it was quick enough, when it is stopped. */
const PLANTER = `
  const fs = require('node:fs')
  const folder = process.argv[1]
  let planted = 0
  const plant = (name) => {
    try {
      fs.renameSync(folder + '/' + name, folder + '/aside-' + planted)
      fs.mkdirSync(folder + '/' + name, 0o755)
      fs.writeFileSync(folder + '/' + name + '/first.node', 'foreign')
      planted += 1
    } catch {}
  }
  process.stdout.write('ready')
  const until = Date.now() + 2000
  while (Date.now() < until) for (const name of fs.readdirSync(folder)) if (name.startsWith('rescue-')) plant(name)
  process.stdout.write(String(planted))
`
const NOBODY = '65534'

test.runIf(process.getuid?.() === 0 && needs('setpriv'))(
  '[TMP-1] in a temporary folder that anybody may change, somebody who races for it never gets in',
  { timeout: 60_000 },
  async () => {
    chmodSync(folder, 0o777)
    const who = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
    const planter = spawn('setpriv', [...who, process.execPath, '-e', PLANTER, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    planter.stdout.on('data', (data: Buffer) => {
      said += data.toString()
    })
    const over = once(planter, 'close')
    await once(planter.stdout, 'data')
    const loads = { ours: 0, foreign: 0 }
    while (planter.exitCode === null) {
      for (let round = 0; round < 50; round += 1) {
        loadVerified([fileOf('first.node', 'ours')], (path) => {
          loads[readFileSync(path, 'utf8') === 'ours' ? 'ours' : 'foreign'] += 1
        })
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    // What it said last may come after it has ended.
    await over
    expect(loads.foreign).toBe(0)
    expect(loads.ours).toBeGreaterThan(0)
    // Without this nothing was tried.
    expect(Number(said.replace('ready', ''))).toBeGreaterThan(0)
  },
)
