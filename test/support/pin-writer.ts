import { openStore } from '../../src/broker/choose-backends.ts'
import { drawPin } from '../../src/broker/session/pin-issuer.ts'
import { TESS } from './temp-store.ts'

// Run as a process of its own, to be killed: opens sessions for ever and prints each PIN once the store acknowledged it.
const [dataDir = ''] = process.argv.slice(2)
const store = openStore(dataDir)
await store.accounts.add(TESS)
for (let count = 0; ; count += 1) {
  const now = Date.now()
  const pin = { digits: String(drawPin()), expiresAt: now + 600_000 }
  const id = `${process.pid}-${count}`
  const session = {
    id,
    technician: TESS,
    name: '',
    createdAt: now,
    state: { status: 'Connecting' as const, since: now, pin },
  }
  const line = { time: now, text: 'created' }
  const outcome = await store.sessions.open(session, line, { mostLive: 1_000_000, rememberedMs: 0 })
  // Written straight to the pipe: what the reader has, was acknowledged before.
  if (outcome === 'opened') await new Promise((resolve) => process.stdout.write(`${pin.digits} ${id}\n`, resolve))
}
