import '../ui/styles/base.css'
import { render } from 'preact'
import { rehearseKeyExchange } from '../channel/sealing/rehearse.ts'
import { duration, speak, timeOfDay } from '../ui/words/words.ts'
import { AccountGate } from './account/account.ts'
import { takeOneTimeLink } from './account/one-time-link.ts'
import { BrokerApi } from './broker/broker-api.ts'
import { Console } from './console.tsx'
import { rehearseDecoding } from './screen/rehearse.ts'

const api = new BrokerApi()
const gate = new AccountGate(api)
await speak(navigator.languages)
const root = document.getElementById('console')
if (root) render(<Console api={api} gate={gate} />, root)
void gate.open(takeOneTimeLink())
// Safari has no idle callbacks.
if ('requestIdleCallback' in globalThis) {
  requestIdleCallback(rehearseKeyExchange)
  requestIdleCallback(() => void rehearseDecoding())
  requestIdleCallback(rehearseFigures)
}

/** The first time and the first number that a browser writes take it 10 ms each, and a session begins with both. */
function rehearseFigures(): void {
  timeOfDay(Date.now())
  duration(60_000)
}

// A link pasted into a tab that shows the console already changes only the fragment, and loads nothing.
window.addEventListener('hashchange', () => {
  const link = takeOneTimeLink()
  if (link) void gate.open(link)
})
