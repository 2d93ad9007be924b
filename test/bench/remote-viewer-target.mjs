import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Tells a black-box benchmark of remote viewers how to drive this product: broker, applet on the benchmark's own display,
 * console in its browser. A policy file answers for the customer, so that nobody waits for a person.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const node = join(root, 'node_modules/.bin/node')
const broker = join(root, 'bin/broker.js')
/** What a customer runs is an executable; one made with `--qa` may be named, else the applet runs from source. */
const executable = process.env.OPEN_RESCUE_APPLET
const applet = executable ? [executable, '--keep'] : [node, join(root, 'bin/applet.js')]
const PORT = 17420
const url = `http://127.0.0.1:${PORT}`

export default {
  name: 'open-rescue',
  version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
  settings: `defaults; ${executable ? 'packaged applet' : 'applet from source'}; full screen; plain HTTP on loopback; a policy file answers Yes`,
  canvas: '[data-testid="screen"]',

  async infra(ctx, u) {
    const data = mkdtempSync(join(ctx.tmp, 'open-rescue-'))
    ctx.state.policy = join(data, 'policy.json')
    ctx.state.log = join(data, 'session.log')
    writeFileSync(ctx.state.policy, JSON.stringify({ view: 'yes', control: 'yes' }))
    const account = ['--email', 'bench@example.com', '--name', 'Bench', '--role', 'technician']
    const added = execFileSync(node, [broker, 'user', 'add', ...account, '--data', data, '--public-url', url], {
      encoding: 'utf8',
    })
    ctx.state.link = /http:\S+#sign-in=\S+/.exec(added)[0]
    ctx.spawn('relay', node, [broker, 'serve', '--port', String(PORT), '--data', data, '--public-url', url])
    await u.waitListen(PORT)
  },

  async prepareViewer(page, ctx) {
    // The link works once; the browser stays signed in.
    await page.goto(ctx.state.link ?? `${url}/console`)
    ctx.state.link = undefined
    await page.waitForFunction(() =>
      [...document.querySelectorAll('button')].some((b) => b.textContent.includes('New Session')),
    )
    ctx.state.pin = await page.evaluate(createPin)
  },

  async agent(ctx, u) {
    const args = ['--json', '--headless', '--screen', 'display', '--input', 'display', '--policy', ctx.state.policy]
    // The log may hold an earlier run's digits.
    ctx.state.saidBefore = readIfThere(saidBy(ctx)).length
    rmSync(ctx.state.log, { force: true })
    const [program, ...first] = applet
    ctx.spawn('agent', program, [...first, ...args, '--log', ctx.state.log, '--broker', url, ctx.state.pin])
    while (!readIfThere(ctx.state.log).includes('session-waiting')) await u.sleep(2)
  },

  async open(page, ctx, u) {
    await page.evaluate(press, 'Start')
    await page.evaluate(verify, await digits(ctx, u))
    await page.evaluate(press, 'Remote Control')
    await page.waitForFunction(() => document.querySelector('[data-testid="screen"]')?.dataset.seq)
    // The other viewers are a bare canvas in the whole window.
    await page.click('button[aria-label="Full screen"]')
  },
}

/** What a customer would read aloud. The benchmark keeps what the applet says. */
async function digits(ctx, u) {
  for (;;) {
    const said = readIfThere(saidBy(ctx)).slice(ctx.state.saidBefore)
    const last = [...said.matchAll(/"event":"code","digits":"(\d{6})"/g)].at(-1)
    if (last) return last[1]
    await u.sleep(2)
  }
}

function saidBy(ctx) {
  return join(ctx.logDir, `${ctx.name}-agent-${applet[0].split('/').at(-1)}.log`)
}

/** Runs in the console page: creates a session by the same buttons a technician presses, and returns its PIN. */
async function createPin() {
  const until = async (find) => {
    for (;;) {
      const found = find()
      if (found) return found
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const button = (name) =>
    [...document.querySelectorAll('button')].find((b) => b.textContent.trim() === name && !b.disabled)
  ;(await until(() => button('New Session'))).click()
  ;(await until(() => button('Create PIN Code'))).click()
  const pin = await until(
    () => /^\d{6}$/.exec(document.querySelector('[aria-label="PIN code"]')?.textContent.trim() ?? '')?.[0],
  )
  document.querySelector('dialog[open]')?.close()
  return pin
}

/** Runs in the console page: presses a button as soon as it can be pressed. */
async function press(name) {
  for (;;) {
    const found = [...document.querySelectorAll('button')].find((b) => b.textContent.trim() === name && !b.disabled)
    if (found) return found.click()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Runs in the console page: types the customer's digits in. */
async function verify(digits) {
  for (;;) {
    const box = document.querySelector('input[aria-label="Verification code"], .verification input')
    if (box) {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(box, digits)
      box.dispatchEvent(new Event('input', { bubbles: true }))
      await new Promise((resolve) => setTimeout(resolve, 5))
      return box.form.requestSubmit()
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
