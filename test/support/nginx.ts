import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issue } from './certificates.ts'
import { RawAnswer } from './raw-answer.ts'
import { until } from './until.ts'

const snippet = join(import.meta.dirname, '../../build-scripts/hosting/nginx.conf')

interface Ports {
  readonly plain: number
  readonly tls: number
  readonly broker: number
}

/** A real nginx with the file that we give to hosts, its names and ports changed as they would change them. */
export async function startNginx({ plain, tls, broker }: Ports): Promise<{ ca: string } & AsyncDisposable> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'))
  const [cert, key] = makeCertificate(folder)
  const site = replaceAll(readFileSync(snippet, 'utf8'), {
    'listen 80;': `listen 127.0.0.1:${plain};`,
    'listen [::]:80;': '',
    'listen 443 ssl;': `listen 127.0.0.1:${tls} ssl;`,
    'listen [::]:443 ssl;': '',
    'support.example.com;': 'localhost;',
    '/etc/ssl/support.example.com.pem': cert,
    '/etc/ssl/support.example.com.key': key,
    '127.0.0.1:7420': `127.0.0.1:${broker}`,
  })
  writeFileSync(join(folder, 'nginx.conf'), mainConfig(folder, site))
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const answers = () => RawAnswer.to(`http://127.0.0.1:${plain}/`).then(Boolean, () => false)
  await until(answers, 'nginx')
  return {
    ca: readFileSync(cert, 'utf8'),
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
      rmSync(folder, { recursive: true })
    },
  }
}

function makeCertificate(folder: string): [cert: string, key: string] {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const issued = issue({ name: 'nginx', host: 'localhost', usage: 'server' })
  writeFileSync(cert, issued.certificate)
  writeFileSync(key, issued.key)
  return [cert, key]
}

/** What Debian's own nginx.conf has around the snippet, kept within one folder. */
function mainConfig(folder: string, site: string): string {
  const parts = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const temporary = parts.map((part) => `${part}_temp_path ${join(folder, part)};`).join(' ')
  return `daemon off; pid ${folder}/pid; error_log stderr; events {} http { access_log off; ${temporary}\n${site}\n}`
}

function replaceAll(text: string, changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`nginx.conf has no ${from} any more`)
    return changed.replaceAll(from, to)
  }, text)
}
