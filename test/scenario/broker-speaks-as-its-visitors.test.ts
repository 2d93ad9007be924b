import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { differencesFrom } from '../../build-scripts/served-pages.ts'
import { writeLanguages } from '../../build-scripts/words-in-html.ts'
import { PIN_TEXTS } from '../../src/broker/session/pin-texts.ts'
import { TestBroker } from '../support/test-broker.ts'

const root = join(import.meta.dirname, '../..')
let pagesDir: string

beforeAll(() => {
  pagesDir = mkdtempSync(join(tmpdir(), 'pages-'))
  cpSync(join(root, 'test/fixtures/pages'), pagesDir, { recursive: true })
  for (const name of ['index.html', 'download.html']) {
    cpSync(join(root, 'src/join', name), join(pagesDir, name))
    writeLanguages(join(pagesDir, name), true)
  }
})
afterAll(() => rmSync(pagesDir, { recursive: true }))

async function visit(broker: TestBroker, language: string, code?: string) {
  const form = code === undefined ? {} : { method: 'POST', body: new URLSearchParams({ code }) }
  const answer = await fetch(broker.url, { ...form, headers: { 'accept-language': language } })
  return { answer, html: await answer.text() }
}

describe('the customer’s pages, without JavaScript', () => {
  test.each([
    ['de-CH,de;q=0.9,en;q=0.8', 'de', 'Support-Verbindung'],
    ['fr', 'fr', 'Connexion d'],
    ['it-IT', 'it', 'Connessione di assistenza'],
    ['es-MX,es;q=0.9', 'es', 'Conexión de asistencia'],
    ['pt-BR', 'pt', 'Ligação de assistência'],
    ['nl-BE', 'nl', 'Hulp op afstand'],
    ['en-GB,de;q=0.5', 'en', 'Support Connection'],
    ['ja', 'en', 'Support Connection'],
  ])('for %s the page with the box is in %s', async (wanted, language, title) => {
    await using broker = await TestBroker.start({}, { pagesDir })
    const { answer, html } = await visit(broker, wanted)
    expect(answer.headers.get('vary')).toContain('accept-language')
    expect(answer.headers.get('content-language')).toBe(language)
    expect(html).toContain(`<html lang="${language}">`)
    expect(html).toContain(`<title>${title}`)
    expect(html).toContain('Test &amp; Sons')
  })

  test('a code that is none is refused in the same language', async () => {
    await using broker = await TestBroker.start({}, { pagesDir })
    const { answer, html } = await visit(broker, 'de', '000000')
    expect(answer.status).toBe(400)
    expect(html).toContain('Dieser Code ist nicht gültig.')
    expect(html).not.toContain(PIN_TEXTS.unknown)
  })

  test('so is the page after a right code, and an address that leads nowhere any more', async () => {
    await using broker = await TestBroker.start({}, { pagesDir })
    const { pin } = await (await broker.technician()).newSession()
    const { answer, html } = await visit(broker, 'nl', pin)
    expect(answer.status).toBe(200)
    expect(html).toContain('<html lang="nl">')
    expect(html).toContain('Uw code klopt')
    const lost = await fetch(`${broker.url}/download/${'a'.repeat(22)}`, { headers: { 'accept-language': 'nl' } })
    expect(lost.headers.get('content-language')).toBe('nl')
  })

  test('whoever is locked out is told in their language how long', async () => {
    await using broker = await TestBroker.start({}, { pagesDir })
    for (let tries = 0; tries < 20; tries += 1) {
      const { answer, html } = await visit(broker, 'fr', '000000')
      if (answer.status !== 429) continue
      expect(html).toMatch(/Vous pourrez réessayer dans \d+ minutes?\./)
      return
    }
    expect.unreachable('nobody was locked out')
  })
})

describe('[DOC-1] pages in other languages', () => {
  test('are as they were built', async () => {
    await using broker = await TestBroker.start({}, { pagesDir })
    expect(await differencesFrom(pagesDir, broker.url)).toEqual([])
  })

  test('something added to one of them is found', async () => {
    const served = mkdtempSync(join(tmpdir(), 'pages-'))
    cpSync(pagesDir, served, { recursive: true })
    appendFileSync(join(served, 'index.es.html'), '<script src="/assets/evil.js"></script>')
    await using broker = await TestBroker.start({}, { pagesDir: served })
    expect(await differencesFrom(pagesDir, broker.url)).toEqual(['index.es.html: the broker serves something else'])
    rmSync(served, { recursive: true })
  })
})
