import type { Line, LineListener } from './line.ts'
import workerUrl from './line-worker.ts?worker&url'
import { PageLine } from './page-line.ts'
import { WorkerLine } from './worker-line.ts'

/** One for all lines of this page. */
let worker: Worker | undefined
let isUnusable = !('crossOriginIsolated' in globalThis && crossOriginIsolated && 'waitAsync' in Atomics)

/**
 * Opens a WebSocket on a thread of its own where the browser shares memory with it: pages that came over HTTPS or from this
 * computer, in browsers that can wait for memory without blocking. Elsewhere, and when that thread failed, on the page's.
 */
export function openLine(url: URL, protocols: readonly string[], listener: LineListener): Line {
  worker ??= startWorker()
  return worker ? new WorkerLine(worker, url, protocols, listener) : new PageLine(url, protocols, listener)
}

function startWorker(): Worker | undefined {
  if (isUnusable) return undefined
  const started = new Worker(trusted(workerUrl), { type: 'module' })
  started.addEventListener('error', () => {
    isUnusable = true
    worker = undefined
  })
  return started
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

/** The pages' policy lets no mere string become a script. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  return trustedTypes?.createPolicy('line-worker', { createScriptURL: (own) => own }).createScriptURL(url) ?? url
}
