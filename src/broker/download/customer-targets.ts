import type { IncomingHttpHeaders } from 'node:http'
import type { Target } from '../../protocol/broker/artefacts.ts'

/** Beside what browsers tell unasked: whether a Mac is an Intel one. Sent by Chromium, and over TLS only. */
export const WANTED_CLIENT_HINTS = 'Sec-CH-UA-Arch'

/**
 * Which programs run on the device that sent this request, the best first; none on a phone, or on what we do not know. The
 * name of the system comes first because a tablet that asks for desktop pages tells the truth only there.
 */
export function customerTargets(headers: IncomingHttpHeaders): readonly Target[] {
  const told = `${headers['sec-ch-ua-platform'] ?? ''} ${headers['user-agent'] ?? ''}`
  if (headers['sec-ch-ua-mobile'] === '?1' || /Android|iPhone|iPad|iPod|\bMobile\b/.test(told)) return []
  if (/Windows/.test(told)) return ['win-x64']
  // Every browser on a Mac says "Intel", whatever is inside.
  if (/Macintosh|macOS/.test(told)) {
    return headers['sec-ch-ua-arch'] === '"x86"' ? ['darwin-x64'] : ['darwin-arm64', 'darwin-x64']
  }
  if (/Linux/.test(told) && !/aarch64|armv\d|i\d86/.test(told)) return ['linux-x64']
  return []
}
