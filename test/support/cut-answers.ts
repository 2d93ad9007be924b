import { SOCKET_PATHS } from '../../src/protocol/broker/http-api.ts'
import type { FaultProxy } from './fault-proxy.ts'
import { WireClient } from './wire-client.ts'

/** From now on each applet's line ends within the first message it is sent. The proxy has to keep tapes. */
export async function cutAnswers(proxy: FaultProxy): Promise<void> {
  // How long the upgrade is can only be seen.
  const measured = await WireClient.open(proxy.url + SOCKET_PATHS.applet, [])
  const upgrade = proxy.tapes.at(-1)?.toClient.length ?? 0
  await measured.close()
  proxy.set('toClient', { byteLimit: upgrade + 1 })
}
