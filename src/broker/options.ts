import { BlockList, isIP } from 'node:net'

/** How a broker is started, checked. */
export interface BrokerOptions {
  /** 0 = any free one. */
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly pagesDir: string
  readonly company: string
  /** Where people and applets reach the broker; without it, where it listens. */
  readonly publicUrl?: string
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer }
  readonly trustedProxies: BlockList
}

/** Wrong usage: the sentence says what to do instead. */
export class OptionsRefused extends Error {
  override readonly name = 'OptionsRefused'
}

/** Refuses what would send cookies and PINs over a network in clear. */
export function checkOptions(options: BrokerOptions & { readonly proxyDeclared: boolean }): BrokerOptions {
  const { host, tls, publicUrl, proxyDeclared } = options
  if (!tls && !isLoopback(host) && !proxyDeclared) {
    throw new OptionsRefused(
      `Plain HTTP on ${host} can be read on the way. Give --tls-cert and --tls-key, or name the proxy that does TLS with --trusted-proxy, or use --host 127.0.0.1.`,
    )
  }
  if (publicUrl === undefined && !isLoopback(host)) {
    throw new OptionsRefused(`Say with --public-url under which address people reach this broker.`)
  }
  return options
}

/** `10.0.0.2,192.168.1.0/24,::1` as a list of addresses. */
export function parseProxies(text: string): BlockList {
  const list = new BlockList()
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue
    const [address = '', prefix] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    const bits = prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix)
    try {
      list.addSubnet(address, bits, family)
    } catch {
      throw new OptionsRefused(`--trusted-proxy: ${entry} is no address and no network such as 10.0.0.0/8.`)
    }
  }
  return list
}

/** The origin of an address that people type, without a path. */
export function parsePublicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.username !== '') {
    throw new OptionsRefused(`--public-url: ${text} is no address such as https://support.example.com.`)
  }
  return url.origin
}

export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new OptionsRefused(`--port: ${text} is no port number from 0 to 65535.`)
  return port
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
