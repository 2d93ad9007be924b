import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildCustomerWindow, customerWindowIsFresh } from '../build.ts'
import { root } from '../run.ts'

export interface CustomerAssets {
  /** The text of `customer.json`: the paths of all files. */
  readonly index: string
  /** Paths of files, by the name of the asset. */
  readonly files: Readonly<Record<string, string>>
}

/** The page of the customer's window, built when it is not. */
export async function customerAssets(): Promise<CustomerAssets> {
  if (!customerWindowIsFresh()) await buildCustomerWindow()
  const folder = join(root, 'dist/customer')
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
  const files = Object.fromEntries(paths.map((path) => [`customer/${path}`, join(folder, path)]))
  return { index: JSON.stringify(paths), files }
}
