import type { Page } from 'playwright-core'

/** As a technician does it. */
export async function createPin(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: 'New Session' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Create PIN Code' }).click()
  const code = page.getByRole('status', { name: 'PIN code' })
  await code.waitFor()
  return ((await code.textContent()) ?? '').trim()
}
