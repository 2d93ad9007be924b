import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkedBroker, checkedVerification } from '../../src/applet/options.ts'
import { TARGETS, type Target } from '../../src/protocol/broker/artefacts.ts'
import { ASKING, type Asking } from '../../src/protocol/broker/offer.ts'
import { ALL_PERMISSIONS, type Permission } from '../../src/protocol/permission.ts'
import type { Operator } from './operator.ts'

export interface PackageOptions {
  readonly targets: readonly Target[]
  readonly out: string
  readonly name: string
  readonly qa: boolean
  readonly operator: Operator | undefined
}

/** The command line cannot be followed; the message says what to change. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export function readOptions(args: readonly string[]): PackageOptions {
  const line = parse(args)
  if (!/^\w[\w.-]{0,63}$/.test(line.name)) {
    throw new UsageError('--name becomes a file name: letters, digits, dots and dashes, such as Support-Contoso')
  }
  return {
    targets: readTargets(line.target),
    out: resolve(line.out),
    name: line.name,
    qa: line.qa,
    operator: readOperator(line),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        target: { type: 'string', default: 'all' },
        out: { type: 'string', default: 'dist/applet' },
        name: { type: 'string', default: 'Support-LogMeInRescue' },
        'broker-url': { type: 'string' },
        'operator-key': { type: 'string' },
        ca: { type: 'string' },
        verification: { type: 'string' },
        terms: { type: 'string' },
        'terms-to-the-end': { type: 'boolean', default: false },
        permissions: { type: 'string' },
        asking: { type: 'string' },
        qa: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function readTargets(text: string): readonly Target[] {
  if (text === 'all') return TARGETS
  const target = TARGETS.find((known) => known === text)
  if (!target) throw new UsageError(`--target can be ${TARGETS.join(', ')} or all`)
  return [target]
}

function readOperator(line: ReturnType<typeof parse>): Operator | undefined {
  const { name, 'broker-url': brokerUrl, 'operator-key': keyFile, ca: authoritiesFile, verification } = line
  if (brokerUrl === undefined && keyFile === undefined) {
    const alone = (['ca', 'verification', 'terms', 'permissions', 'asking'] as const).find(
      (name) => line[name] !== undefined,
    )
    if (alone !== undefined) throw new UsageError(`--${alone} belongs to a broker: add --broker-url`)
    return undefined
  }
  if (brokerUrl === undefined || keyFile === undefined) {
    throw new UsageError('--broker-url and --operator-key go together: the key signs the address')
  }
  usable(() => checkedBroker(brokerUrl, true), '--broker-url: ')
  for (const file of [keyFile, authoritiesFile, line.terms].filter((each) => each !== undefined)) {
    if (!existsSync(file)) throw new UsageError(`${file} is not there`)
  }
  return {
    name,
    brokerUrl,
    keyFile,
    authoritiesFile,
    verification: usable(() => checkedVerification(verification ?? 'required')),
    termsFile: line.terms,
    termsToTheEnd: line['terms-to-the-end'],
    permissions: readPermissions(line.permissions),
    asking: readAsking(line.asking),
  }
}

function readPermissions(text: string | undefined): readonly Permission[] | undefined {
  if (text === undefined) return undefined
  const ids = text.split(',').map((id) => id.trim())
  const unknown = ids.find((id) => !ALL_PERMISSIONS.some((permission) => permission === id))
  if (unknown === undefined) return ALL_PERMISSIONS.filter((permission) => ids.includes(permission))
  throw new UsageError(`--permissions is a list of ${ALL_PERMISSIONS.join(', ')}`)
}

function readAsking(text: string | undefined): Asking | undefined {
  const asking = ASKING.find((known) => known === text)
  if (text !== undefined && asking === undefined) throw new UsageError(`--asking can be ${ASKING.join(' or ')}`)
  return asking
}

/** What the program would refuse at each customer is refused here. */
function usable<T>(check: () => T, about = ''): T {
  try {
    return check()
  } catch (error) {
    throw new UsageError(`${about}${error instanceof Error ? error.message : String(error)}`)
  }
}
