import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { SOCKET_PATHS } from '../../src/protocol/broker/http-api.ts'
import { WireClient } from '../support/wire-client.ts'

const BROKER = join(import.meta.dirname, '../../bin/broker.js')

/** `broker …` as a process of its own, on a data folder of its own. */
function startProcess(
  dataDir: string,
  ...args: string[]
): ChildProcess & { stdout: NonNullable<ChildProcess['stdout']> } {
  return spawn(process.execPath, [BROKER, ...args, '--data', dataDir], { stdio: ['pipe', 'pipe', 'pipe'] })
}

async function outputOf(
  dataDir: string,
  ...args: string[]
): Promise<{ status: number; stdout: string; stderr: string }> {
  const child = startProcess(dataDir, ...args)
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk) => {
    output.stdout += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output.stderr += chunk
  })
  const [status] = await once(child, 'close')
  return { status, ...output }
}

test('the process: JSON events, health, accounts from the side, and a stop within five seconds that peers are told of', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'broker-'))
  const broker = startProcess(dataDir, '--port', '0', '--json')
  try {
    const lines = createInterface({ input: broker.stdout })[Symbol.asyncIterator]()
    const nextEvent = async () => JSON.parse((await lines.next()).value ?? '')
    const { event, url } = await nextEvent()
    expect(event).toBe('listening')
    expect(await nextEvent()).toEqual({ event: 'set-up', link: expect.stringContaining(`${url}/console#setup=`) })
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)

    const added = await outputOf(dataDir, 'user', 'add', '--email', 'z@e.co', '--name', 'Zoë', '--role', 'technician')
    const token = added.stdout.trim().replace(`${url}/console#sign-in=`, '')
    const signedIn = await fetch(`${url}/api/sign-in-link`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    expect(signedIn.status).toBe(200)
    expect((await outputOf(dataDir, 'user', 'list')).stdout).toBe('z@e.co\ttechnician\tZoë\n')

    const peer = await WireClient.open(url + SOCKET_PATHS.applet)
    const asked = performance.now()
    broker.kill('SIGTERM')
    expect((await peer.closes())?.name).toBe('shutting-down')
    expect(await once(broker, 'close')).toEqual([0, null])
    expect(performance.now() - asked).toBeLessThan(5000)
  } finally {
    broker.kill('SIGKILL')
    rmSync(dataDir, { recursive: true })
  }
})

test('wrong usage ends with status 2 and a sentence', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'broker-'))
  for (const [args, sentence] of [
    [['--prot', '1'], '--prot'],
    [['--host', '0.0.0.0'], 'Plain HTTP on 0.0.0.0'],
    [['user', 'link', '--email', 'nobody@e.co'], 'no broker'],
    [['user', 'add', '--email', 'z@e.co', '--name', 'Z', '--role', 'king'], '--role'],
  ] as const) {
    const { status, stderr } = await outputOf(dataDir, ...args)
    expect([args, status]).toEqual([args, 2])
    expect(stderr).toContain(sentence)
  }
  rmSync(dataDir, { recursive: true })
})
