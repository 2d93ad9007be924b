import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startChromium } from '../support/chromium.ts'
import { AppletProcess } from '../support/json-process.ts'
import { needs } from '../support/needs.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'
import { fits, violations } from '../support/violations.ts'

const pagesDir = join(import.meta.dirname, '../../dist/pages')
const ADDRESS = 'https://example.com/help?id=1&lang=de#top'

describe.skipIf(!needs('chromium')).each(['light', 'dark'] as const)('a web address, %s', (colorScheme) => {
  const resources = new AsyncDisposableStack()
  let page: Page
  let applet: AppletProcess
  let written: string

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'opener-'))
    resources.defer(() => rmSync(folder, { recursive: true }))
    written = join(folder, 'opened')
    // The customer's desktop, as far as an address goes: each argument on a line of its own.
    writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$@" >> '${written}'\n`)
    chmodSync(join(folder, 'xdg-open'), 0o755)
    const broker = resources.use(await TestBroker.start({}, { pagesDir }))
    const browser = resources.use(await startChromium({ colorScheme }))
    page = await browser.newPage()
    await page.goto(await broker.signInLink('Tess'))
    await button('New Session').click()
    await button('Create PIN Code').click()
    const pin = (await page.getByRole('status', { name: 'PIN code' }).textContent()) ?? ''
    const options = ['--ui', 'terminal', '--screen', 'synthetic', '--input', `record:${join(folder, 'input')}`]
    const environment = { PATH: `${folder}${delimiter}${process.env.PATH}` }
    applet = resources.use(new AppletProcess([...options, '--broker', broker.url, pin], environment))
    await applet.untilStatus('waiting')
    await button('Start').click()
    await until(() => applet.code !== undefined, 'the digits')
  })
  afterAll(() => resources.disposeAsync())

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const box = () => page.getByRole('textbox', { name: 'Message' })
  const open = () => button('Open on their computer')
  const news = () => page.getByRole('status', { name: 'Web address' })
  const opened = () => (existsSync(written) ? readFileSync(written, 'utf8').trimEnd().split('\n') : [])
  const asked = (count: number) => until(() => applet.all('prompt').length === count, 'the prompt')

  test('can be opened when it is all there is in the box, and somebody is verified', async () => {
    await page.getByRole('textbox', { name: 'Verification code' }).fill(applet.code ?? '')
    await button('Verify').click()
    await until(() => box().isEnabled(), 'the box')
    await box().fill(`look at ${ADDRESS}`)
    expect(await open().count()).toBe(0)
    await box().fill(ADDRESS)
    await until(() => open().isEnabled(), 'the button')
    expect(await violations(page)).toEqual([])
    expect(await fits(page)).toBe(true)
  })

  test('[P18] opens after a Yes to this address, as one argument, once', async () => {
    await open().click()
    await news().getByText('The customer is asked whether to open').waitFor()
    await expect.poll(() => box().inputValue()).toBe('')
    await expect.poll(() => box().evaluate((element) => element === document.activeElement)).toBe(true)
    await asked(1)
    expect(applet.all('prompt')[0]?.text).toContain(ADDRESS)
    expect(opened()).toEqual([])
    await box().fill('https://example.com/another')
    await expect.poll(() => open().isDisabled()).toBe(true)
    await page.getByText('The customer has not answered yet about the address before.').waitFor()
    expect(await violations(page)).toEqual([])
    applet.type('yes')
    await news().getByText('The customer said Yes. This opens in their browser:').waitFor()
    await news().getByText(ADDRESS, { exact: true }).waitFor()
    await until(() => opened().join('') !== '', 'the address being opened')
    expect(opened()).toEqual([ADDRESS])
    expect(await violations(page)).toEqual([])
  })

  test('[P18] is asked about each time, and a No opens nothing', async () => {
    await open().click()
    await asked(2)
    applet.type('no')
    await news().getByText('The customer said No. This was not opened:').waitFor()
    await news().getByText('https://example.com/another', { exact: true }).waitFor()
    expect(opened()).toEqual([ADDRESS])
    await page.getByRole('region', { name: 'Session Log' }).getByText('The customer said No: you may not').waitFor()
  })

  test('still goes as a message, too', async () => {
    await box().fill(ADDRESS)
    await button('Send').click()
    await page.getByRole('log', { name: 'Messages' }).getByText(ADDRESS).waitFor()
    expect(applet.all('prompt')).toHaveLength(2)
  })
})

describe.skipIf(!needs('chromium'))('[POL-1] what the operator does not allow', () => {
  test('has a reason on its button: web addresses, and files each way', async () => {
    await using broker = await TestBroker.start({}, { pagesDir, permissions: ['view', 'files.receive'] })
    await using browser = await startChromium()
    const page = await browser.newPage()
    await page.goto(await broker.signInLink())
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    await button('New Session').click()
    await button('Create PIN Code').click()
    const pin = (await page.getByRole('status', { name: 'PIN code' }).textContent()) ?? ''
    const applet = await broker.applet(pin)
    await button('Start').click()
    await applet.hears('stream-opened')
    await page.getByRole('textbox', { name: 'Message' }).fill(ADDRESS)
    const reason = 'Whoever runs this server does not allow it'
    await page.getByText('Whoever runs this server does not allow sending files.').waitFor()
    for (const name of ['Open on their computer', 'Send files']) {
      await expect.poll(() => button(name).getAttribute('title')).toBe(reason)
    }
    expect(await button('Open on their computer').isDisabled()).toBe(true)
    expect(await button('Ask for a file').getAttribute('title')).not.toBe(reason)
    expect(await violations(page)).toEqual([])
  })
})
