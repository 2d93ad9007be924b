import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'

// To be copied into tests of your own: it knows nothing but commands, events and the names on the console's page.
const BROWSER = '/usr/bin/chromium'
const isSkipped = !process.env.REQUIRE_ALL && !existsSync(BROWSER)
const folder = mkdtempSync(join(tmpdir(), 'example-'))
const policy = join(folder, 'policy.json')

/** A program of ours, and what it tells: one JSON object a line. */
function start(program: string, ...args: string[]) {
  const child = spawn(process.execPath, [`bin/${program}.js`, ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill())
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const next = async (event: string) => {
    for (;;) {
      const { value, done } = await lines.next()
      if (done) throw new Error(`${program} ended before ${event}`)
      const told = JSON.parse(value)
      if (told.event === event) return told
    }
  }
  return { next, ended: once(child, 'exit') }
}

test.skipIf(isSkipped)('what the customer allows, the technician sees', async () => {
  const person = ['--email', 'qa@example.com', '--name', 'QA', '--role', 'technician', '--password-stdin']
  const addUser = ['bin/broker.js', 'user', 'add', '--data', folder, ...person]
  execFileSync(process.execPath, addUser, { input: 'a long password' })
  const { url } = await start('broker', '--port', '0', '--data', folder).next('listening')
  const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] })
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const click = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const fill = (name: string, text: string) => page.getByRole('textbox', { name, exact: true }).fill(text)

  await page.goto(`${url}/console`)
  await fill('Email', 'qa@example.com')
  await fill('Password', 'a long password')
  for (const button of ['Sign in', 'New Session', 'Create PIN Code']) await click(button)
  const pin = (await page.getByRole('status', { name: 'PIN code' }).textContent()) ?? ''
  await page.keyboard.press('Escape')

  writeFileSync(policy, '{"view":"yes"}')
  const applet = start('applet', '--headless', '--policy', policy, '--broker', url, '--pin', pin)
  await page.getByRole('row').getByRole('button', { name: 'Start' }).click()
  await fill('Verification code', (await applet.next('code')).digits)
  for (const button of ['Verify', 'View Screen']) await click(button)
  expect(await applet.next('answer')).toMatchObject({ permission: 'view', answer: 'yes' })
  await page.locator('[data-testid=screen][data-seq]').waitFor()
  await page.getByRole('region', { name: 'Session Log' }).getByText('Test mode: answers come from a file').waitFor()
  await click('End Session')
  expect(await applet.next('ended')).toMatchObject({ by: 'technician', reason: 'ended' })
  expect(await applet.ended).toEqual([0, null])
})
