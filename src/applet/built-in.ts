import { getRawAsset } from 'node:sea'
import { type OperatorConfig, readOperatorConfig } from './operator-config.ts'

/** What packaging compiles into the script of an executable. */
export interface Build {
  readonly version: string
  /** The program's name; the customer's file carries it in front of the PIN. */
  readonly name: string
  /** Whether a policy file may answer for a real display. */
  readonly qa: boolean
  /** Fingerprint of the operator's key, when an operator's configuration is inside. */
  readonly operatorKey?: string
}

export interface BuiltIn extends Build {
  readonly operator?: OperatorConfig
}

/** esbuild puts a Build in place of this name. */
declare const RESCUE_BUILD: Build

/** What this executable was made with; undefined from source. Throws ConfigAltered. */
export function readBuiltIn(): BuiltIn | undefined {
  if (typeof RESCUE_BUILD === 'undefined') return undefined
  const build: Build = RESCUE_BUILD
  if (build.operatorKey === undefined) return build
  const operator = readOperatorConfig(asset('config.json'), asset('config.json.signature'), build.operatorKey)
  return { ...build, operator }
}

function asset(name: string): Uint8Array {
  return new Uint8Array(getRawAsset(name) as ArrayBuffer)
}
