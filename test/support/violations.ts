import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8')

/** What axe finds against WCAG 2.2 AA and good practice on the page as it is; with `more`, contrast of 7:1, too. */
export async function violations(page: Page, more?: 'strong contrast'): Promise<string[]> {
  await page.evaluate(axe)
  const rules = { 'color-contrast-enhanced': { enabled: more !== undefined } }
  const results = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify({ rules })})`)
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/** Nothing runs out of the window sideways. */
export async function fits(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth <= innerWidth')
}
