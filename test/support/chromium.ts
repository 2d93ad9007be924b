import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

/** For what hangs: on a busy machine a program of ours that a page waits for takes half a minute to begin. */
export const PATIENCE_MS = 60_000
const STARTED_MS = 90_000

/** Debian's Chromium with an empty profile of its own, which is gone at the end. */
export async function startChromium(
  options: Pick<BrowserContextOptions, 'colorScheme' | 'viewport' | 'javaScriptEnabled'> = {},
): Promise<BrowserContext & AsyncDisposable> {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    headless: true,
    timeout: STARTED_MS,
    viewport: { width: 1400, height: 900 },
    ...options,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  context.setDefaultTimeout(PATIENCE_MS)
  return Object.assign(context, {
    async [Symbol.asyncDispose]() {
      await context.close()
      // Some of its processes write a last word after it has said goodbye.
      await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
    },
  })
}
