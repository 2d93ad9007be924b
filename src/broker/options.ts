import { BlockList, isIP } from 'node:net'
import { resolve } from 'node:path'
import { ASKING, type Asking } from '../protocol/broker/offer.ts'
import { ALL_PERMISSIONS, grantsOf, type Permission } from '../protocol/permission.ts'
import { VERIFICATION_POLICIES, type VerificationPolicy } from '../protocol/verification.ts'
import { OperatorMistake } from './operator-mistake.ts'
import { readTls } from './read-tls.ts'

/** How a broker is started, checked. */
export interface BrokerOptions {
  /** 0 = any free one. */
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly pagesDir: string
  /** What `npm run package:applet` wrote; it may be missing. */
  readonly artefactsDir: string
  readonly company: string
  /** Whether a technician may do anything before the customer's digits were typed in; an applet may be stricter. */
  readonly verification: VerificationPolicy
  /** What technicians may ask customers for, at most; an applet may allow less. */
  readonly permissions: readonly Permission[]
  /** When customers are asked for it. */
  readonly asking: Asking
  /** Where people and applets reach the broker; without it, where it listens. */
  readonly publicUrl?: string
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer }
  /** Where plain HTTP is led to us; only with `tls`. */
  readonly redirectPort?: number
  /** Whose X-Forwarded-For is believed. */
  readonly trustedProxies: BlockList
}

/** The options of `serve`, as people write them. */
export interface ServeLine {
  readonly port: string
  readonly host: string
  readonly data: string
  readonly publicUrl?: string
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly redirectPort?: string
  readonly trustedProxy?: string
  readonly company: string
  readonly verification: string
  readonly permissions: string
  readonly asking: string
  readonly pages: string
  readonly artefacts: string
  readonly json?: true
  /** Which of these were not written but came from a variable, and from which. */
  readonly variables?: Readonly<Record<string, string>>
}

/** Wrong usage: the sentence says what to do instead. */
export class OptionsRefused extends OperatorMistake {
  override readonly name = 'OptionsRefused'
}

/** Throws OptionsRefused, also for what would send cookies and PINs over a network in clear. */
export function readOptions(line: ServeLine): BrokerOptions {
  const { host, publicUrl, trustedProxy = '' } = line
  const called = (option: string) => line.variables?.[option] ?? option
  const tls = readTls(line, called)
  if (!tls && !isLoopback(host) && trustedProxy === '') {
    throw new OptionsRefused(
      `Plain HTTP on ${host} can be read on its way. Give --tls-cert and --tls-key, or name with --trusted-proxy the proxy that does TLS, or use --host 127.0.0.1.`,
    )
  }
  if (line.redirectPort !== undefined && !tls) {
    throw new OptionsRefused('--redirect-port leads to our own TLS, so it needs --tls-cert and --tls-key.')
  }
  if (publicUrl === undefined && !isLoopback(host)) {
    throw new OptionsRefused('Say with --public-url under which address people reach this broker.')
  }
  return {
    port: parsePort(called('--port'), line.port),
    host,
    dataDir: resolve(line.data),
    pagesDir: resolve(line.pages),
    artefactsDir: resolve(line.artefacts),
    company: line.company,
    verification: parseVerification(called('--verification'), line.verification),
    permissions: parsePermissions(called('--permissions'), line.permissions),
    asking: parseAsking(called('--asking'), line.asking),
    trustedProxies: parseProxies(trustedProxy, called('--trusted-proxy')),
    ...(publicUrl !== undefined && { publicUrl: parsePublicUrl(called('--public-url'), publicUrl) }),
    ...(tls && { tls }),
    ...(line.redirectPort !== undefined && {
      redirectPort: parsePort(called('--redirect-port'), line.redirectPort),
    }),
  }
}

/** `10.0.0.2,192.168.1.0/24,::1` as a list of addresses. */
export function parseProxies(text: string, option = '--trusted-proxy'): BlockList {
  const list = new BlockList()
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry !== '') addNetwork(list, entry, option)
  }
  return list
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function addNetwork(list: BlockList, entry: string, option: string): void {
  const [address = '', prefix] = entry.split('/')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  try {
    list.addSubnet(address, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family)
  } catch {
    throw new OptionsRefused(`${option}: ${entry} is no address and no network such as 10.0.0.0/8.`)
  }
}

/** The origin of an address that people type. */
function parsePublicUrl(option: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.username !== '') {
    throw new OptionsRefused(`${option}: ${text} is no address such as https://support.example.com.`)
  }
  return url.origin
}

function parseVerification(option: string, text: string): VerificationPolicy {
  const policy = VERIFICATION_POLICIES.find((known) => known === text)
  if (!policy) throw new OptionsRefused(`${option}: ${text} is neither ${VERIFICATION_POLICIES.join(' nor ')}.`)
  return policy
}

/** `all`, `none`, or a list such as `view,control`. */
function parsePermissions(option: string, text: string): readonly Permission[] {
  const ids = text.split(',').map((part) => part.trim())
  if (text.trim() === 'all') return ALL_PERMISSIONS
  if (text.trim() === 'none') return []
  const listed = ALL_PERMISSIONS.filter((permission) => ids.includes(permission))
  const unknown = ids.find((id) => !(ALL_PERMISSIONS as readonly string[]).includes(id))
  if (unknown !== undefined) {
    throw new OptionsRefused(
      `${option}: ${unknown || 'nothing'} is neither all, none, nor of ${ALL_PERMISSIONS.join(',')}.`,
    )
  }
  for (const permission of listed) {
    const without = grantsOf(permission).find((included) => !listed.includes(included))
    if (without) throw new OptionsRefused(`${option}: ${permission} includes ${without}; name both, or neither.`)
  }
  return listed
}

function parseAsking(option: string, text: string): Asking {
  const asking = ASKING.find((known) => known === text)
  if (!asking) throw new OptionsRefused(`${option}: ${text} is neither ${ASKING.join(' nor ')}.`)
  return asking
}

function parsePort(option: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new OptionsRefused(`${option}: ${text} is no number from 0 to 65535.`)
  return port
}
