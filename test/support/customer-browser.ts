import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { PATIENCE_MS } from './chromium.ts'
import { until } from './until.ts'

/** A customer's home, and a Chromium on their PATH whose windows a test can reach into. */
export class CustomerBrowser implements AsyncDisposable {
  /** Short: sockets below it have little room for their address. */
  readonly root = mkdtempSync(join(tmpdir(), 'c-'))
  readonly home = join(this.root, 'home')
  readonly temporary = join(this.root, 'tmp')
  readonly #programs = join(this.root, 'programs')
  readonly #opened = new AsyncDisposableStack()

  constructor() {
    for (const folder of [this.home, this.temporary, this.#programs]) mkdirSync(folder)
    for (const folder of ['Downloads', 'Documents']) mkdirSync(join(this.home, folder))
    const program = join(this.#programs, 'chromium')
    writeFileSync(program, '#!/bin/sh\nexec /usr/bin/chromium --remote-debugging-port=0 "$@"\n')
    chmodSync(program, 0o755)
  }

  /** What the applet is started with. */
  environment(display: string): NodeJS.ProcessEnv {
    const path = `${this.#programs}:/usr/bin:/bin`
    return { DISPLAY: display, HOME: this.home, TMPDIR: this.temporary, PATH: path, LANG: 'en_US.UTF-8' }
  }

  /** The window, as soon as the applet has opened it. */
  async window(): Promise<Page> {
    await until(() => this.#port() !== undefined, 'the customer’s Chromium', 60_000)
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${this.#port()}`)
    this.#opened.defer(() => browser.close())
    const pages = () => browser.contexts().flatMap((context) => context.pages())
    await until(() => pages().some(isOurs), 'the customer’s window', 30_000)
    const page = pages().find(isOurs) as Page
    page.setDefaultTimeout(PATIENCE_MS)
    return page
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened.disposeAsync()
    // Some of its processes write a last word after it has said goodbye.
    await rm(this.root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }

  /** It is written when the port is open. */
  #port(): string | undefined {
    const files = readdirSync(this.temporary).map((own) => join(this.temporary, own, 'profile', 'DevToolsActivePort'))
    const file = files.find(existsSync)
    return file === undefined ? undefined : /^\d+/.exec(readFileSync(file, 'utf8'))?.[0]
  }
}

function isOurs(page: Page): boolean {
  return page.url().startsWith('http://127.0.0.1:')
}
