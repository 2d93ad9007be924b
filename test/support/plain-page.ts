import type { CustomerPage } from '../../src/applet/ui/loopback/customer-page.ts'

const HTML = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Plain page</title>
<h1></h1><button id="revoke">Revoke all permissions</button><button id="end">End session</button>
<label>File <input type="file" id="file"></label><p id="sent"></p><ul></ul><script type="module" src="/page.js"></script>`

const SCRIPT = `
const fragment = new URLSearchParams(location.hash.slice(1))
if (fragment.has('token')) sessionStorage.setItem('token', fragment.get('token'))
history.replaceState(null, '', '/')
const headers = { authorization: 'Bearer ' + sessionStorage.getItem('token') }
const post = (path, options) => fetch(path, { method: 'POST', ...options, headers: { ...headers, ...options.headers } })
const act = (what) => post('/act', { headers: { 'content-type': 'application/json' }, body: JSON.stringify(what) })
// All of the lower half, so that a pointer finds it.
Object.assign(document.querySelector('#revoke').style, { position: 'fixed', inset: '50% 0 0 0' })
document.querySelector('#revoke').onclick = () => act({ type: 'revoked-all' })
document.querySelector('#end').onclick = () => act({ type: 'ended' })
document.querySelector('#file').onchange = async ({ target }) => {
  const [file] = target.files
  const { status } = await post('/file?name=' + encodeURIComponent(file.name) + '&bytes=' + file.size, { body: file })
  document.querySelector('#sent').textContent = 'answered ' + status
}
const show = ({ view, chat, log }) => {
  if (view) {
    document.querySelector('h1').textContent = view.stage.kind
    document.title = 'Stage ' + view.stage.kind
  } else {
    document.querySelector('ul').append(Object.assign(document.createElement('li'), { textContent: (chat ?? log).text }))
  }
}
async function follow() {
  const response = await fetch('/events', { headers })
  if (!response.ok) throw new Error(response.status)
  document.querySelector('ul').replaceChildren()
  let rest = ''
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\\n')
    rest = lines.pop()
    for (const line of lines) if (line) show(JSON.parse(line))
  }
  throw new Error('over')
}
const again = () => follow().catch(() => setTimeout(again, 200))
again()
`

const bytes = (text: string) => new TextEncoder().encode(text)

/** As much of a customer's page as speaks to the program, for tests of what serves it. */
export const PLAIN_PAGE: CustomerPage = new Map([
  ['/', { type: 'text/html; charset=utf-8', bytes: bytes(HTML) }],
  ['/page.js', { type: 'text/javascript; charset=utf-8', bytes: bytes(SCRIPT) }],
])
