import { basename } from 'node:path'
import { type OutputFile, transform } from 'esbuild'

/** In front of the name under which a part of the script lies in the executable. */
const ASSET = 'parts/'

export interface ScriptParts {
  /** What runs first; it takes in the others as they are wanted. */
  readonly main: Uint8Array
  /** By the name of the asset. */
  readonly others: Readonly<Record<string, Uint8Array>>
}

/**
 * What an executable can run of modules that import each other; `first` is the name of the one it begins with. An engine
 * reads all of a script before it runs the first line, 20 ms for a whole applet: so each part is read when it is wanted.
 */
export async function scriptParts(modules: readonly OutputFile[], first: string): Promise<ScriptParts> {
  const made = await Promise.all(
    modules.map(async (module) => [basename(module.path, '.js'), await asCommonJs(module)]),
  )
  const { [first]: main, ...others } = Object.fromEntries(made) as Record<string, string>
  const assets = Object.entries(others).map(([name, code]) => [ASSET + name, Buffer.from(code)])
  return { main: Buffer.from(`${LOADER}${main}`), others: Object.fromEntries(assets) }
}

async function asCommonJs({ contents }: OutputFile): Promise<string> {
  const { code } = await transform(contents, {
    format: 'cjs',
    platform: 'node',
    target: 'node26',
    minify: true,
    legalComments: 'none',
    // Only the script that an executable begins with may import by itself.
    supported: { 'dynamic-import': false },
  })
  return code
}

/**
 * Stands before the first part. Parts ask each other by `./name.js`, and are plain ASCII; all else is Node's own. They have the
 * names that the script of an executable has, which lies nowhere: packages that ask get the executable's own address.
 */
const LOADER = `
const ownRequire = require
const MODULE_URL = ownRequire('node:url').pathToFileURL(process.execPath).href
const modules = new Map()
require = (id) => {
  if (!id.startsWith('./')) return ownRequire(id)
  if (!modules.has(id)) load(id)
  return modules.get(id).exports
}
function load(id) {
  const module = { exports: {} }
  modules.set(id, module)
  const filename = '${ASSET}' + id.slice(2, -3)
  const code = Buffer.from(ownRequire('node:sea').getRawAsset(filename)).latin1Slice()
  const names = ['module', 'exports', 'require', '__filename', '__dirname', 'MODULE_URL']
  const run = ownRequire('node:vm').compileFunction(code, names, { filename })
  run(module, module.exports, require, __filename, __dirname, MODULE_URL)
}
`
