import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts'
import { openConsolePage } from '../support/console-page.ts'
import { needs } from '../support/needs.ts'
import { violations } from '../support/violations.ts'

const there = test.skipIf(!needs('chromium'))

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

there('Hold and Start stand beside each other, and one of them can be pressed', async () => {
  await using opened = await openConsolePage()
  const { broker, page, pin } = opened
  const applet = await broker.applet(pin)
  await button(page, 'Start').click()
  const { stream } = await applet.hears('stream-opened')

  await button(page, 'Hold').click()
  await applet.hears('session-held')
  await page.getByText('The customer is on hold').waitFor()
  await page.getByText('Nothing is shared while the session is on hold').waitFor()
  await page.getByText('On hold: you can send when you have pressed Start.').waitFor()
  for (const name of ['Hold', 'View Screen']) await expect.poll(() => button(page, name).isDisabled()).toBe(true)
  expect(await violations(page)).toEqual([])

  applet.forget()
  await button(page, 'Start').click()
  await applet.hears('session-started')
  expect((await applet.hears('stream-opened')).stream).not.toBe(stream)
  await expect.poll(() => button(page, 'Hold').isEnabled()).toBe(true)
})

there('[POL-1] what technicians may not ask for has no button', async () => {
  await using opened = await openConsolePage({ permissions: ['view'] })
  const { broker, page, pin } = opened
  const applet = await broker.applet(pin)
  await button(page, 'Start').click()
  await applet.hears('stream-opened')
  await button(page, 'View Screen').waitFor()
  for (const name of ['Remote Control', 'Clipboard', 'Special keys']) expect(await button(page, name).count()).toBe(0)
})

there('a customer who declined stays in the list, with the reason in words', async () => {
  await using opened = await openConsolePage()
  const { broker, page, pin } = opened
  const applet = await broker.appletSocket()
  const claimKey = 'k'.repeat(43)
  applet.say({ type: 'pin-declined', version: PROTOCOL_VERSION, pin, claimKey, reason: 'suspected_scam' })
  const words = 'The customer was called by somebody they do not know'
  await page.getByRole('dialog', { name: 'Create New Session' }).getByText(words).waitFor()
  await page.keyboard.press('Escape')
  await page
    .getByRole('row', { name: /Aborted fears a scam/ })
    .getByRole('button', { name: 'No name', exact: true })
    .click()
  await page.getByRole('status', { name: 'State of the session' }).getByText(words).waitFor()
  await page.getByText('Aborted, ended by the customer: somebody they do not know had called them').waitFor()
  expect(await violations(page)).toEqual([])
})
