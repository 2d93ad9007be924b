import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describePages, writePagesManifest } from '../../build-scripts/pages-manifest.ts'
import { differencesFrom, matchesTemplate } from '../../build-scripts/served-pages.ts'
import { TestBroker } from '../support/test-broker.ts'

const built = join(import.meta.dirname, '../fixtures/pages')
const ASSET = 'assets/console-0123abcd.js'
let served: string

beforeEach(() => {
  served = mkdtempSync(join(tmpdir(), 'pages-'))
  cpSync(built, served, { recursive: true })
})
afterEach(() => rmSync(served, { recursive: true }))

async function differences(): Promise<string[]> {
  await using broker = await TestBroker.start({}, { pagesDir: served })
  return await differencesFrom(built, broker.url)
}

describe('[DOC-1] what a broker serves', () => {
  test('is what was built, whatever the company is called', async () => {
    expect(await differences()).toEqual([])
  })

  test.each([ASSET, 'console.html', 'index.html'])('%s with something added is found', async (file) => {
    appendFileSync(join(served, file), '<script src="/assets/evil.js"></script>')
    expect(await differences()).toEqual([`${file}: the broker serves something else`])
  })

  test('a missing file is found', async () => {
    rmSync(join(served, ASSET))
    expect(await differences()).toEqual([`${ASSET}: the broker answers 404`])
  })
})

describe('[DOC-1] the manifest', () => {
  test('its root changes with every byte and every name', () => {
    const { root } = describePages(served)
    expect(describePages(served).root).toBe(root)
    cpSync(join(served, ASSET), join(served, 'assets/other.js'))
    const renamed = describePages(served).root
    appendFileSync(join(served, ASSET), ' ')
    expect(new Set([root, renamed, describePages(served).root]).size).toBe(3)
  })

  test('does not count itself, so writing it again changes nothing', () => {
    const first = writePagesManifest(served)
    expect(writePagesManifest(served)).toEqual(first)
    expect(JSON.parse(readFileSync(join(served, 'manifest.json'), 'utf8'))).toEqual(first)
    writeFileSync(join(served, 'manifest.json'), '{}')
    expect(describePages(served)).toEqual(first)
  })
})

test.each([
  ['<p class="{{a}}">{{b}}</p>', '<p class="hidden">Test &amp; Sons</p>', true],
  ['<p class="{{a}}">{{b}}</p>', '<p class=""></p>', true],
  ['<p class="{{a}}">{{b}}</p>', '<p class="" onclick="x()"></p>', false],
  ['<p class="{{a}}">{{b}}</p>', '<p class=""><script></script></p>', false],
  ['<p>(1+1)*</p>', '<p>(1+1)*</p>', true],
  ['<p>.</p>', '<p>x</p>', false],
])('the template %s filled as %s: %s', (template, filled, matches) => {
  expect(matchesTemplate(filled, template)).toBe(matches)
})
