import { Counter, Gauge, Registry } from 'prom-client'
import { STATUSES } from '../protocol/broker/status.ts'
import { DROP_REASONS, type DropReason } from './relay/drop-reason.ts'
import type { PinOutcome } from './session/pin-door.ts'
import type { SessionRegistry } from './session/session-registry.ts'

export type SocketKind = 'applet' | 'sessions' | 'screen'

/** Numbers for the operator, in Prometheus's words. Each broker has its own, so that two can live in one process. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #sockets = this.#gauge('rescue_sockets', 'Open sockets', ['kind'])
  readonly #pins = this.#counter('rescue_pin_attempts_total', 'PINs tried, by outcome', ['outcome'])
  readonly #relayMessages = this.#counter('rescue_relay_messages_total', 'Messages forwarded', [])
  readonly #relayBytes = this.#counter('rescue_relay_bytes_total', 'Bytes forwarded', [])
  readonly #relayDrops = this.#counter('rescue_relay_drops_total', 'Messages not forwarded, by reason', ['reason'])

  constructor() {
    // A series that appears only with its first event has no first event for whoever watches rates.
    for (const reason of DROP_REASONS) this.#relayDrops.inc({ reason }, 0)
  }

  watch(sessions: SessionRegistry): void {
    new Gauge({
      name: 'rescue_sessions',
      help: 'Sessions in somebody’s list, by status',
      labelNames: ['status'],
      registers: [this.#registry],
      collect() {
        for (const status of STATUSES) this.set({ status }, 0)
        for (const { state } of sessions.all()) this.inc({ status: state.status })
      },
    })
  }

  socketOpened(kind: SocketKind): void {
    this.#sockets.inc({ kind })
  }

  socketClosed(kind: SocketKind): void {
    this.#sockets.dec({ kind })
  }

  pinTried(outcome: PinOutcome): void {
    this.#pins.inc({ outcome })
  }

  forwarded(bytes: number): void {
    this.#relayMessages.inc()
    this.#relayBytes.inc(bytes)
  }

  dropped(reason: DropReason): void {
    this.#relayDrops.inc({ reason })
  }

  text(): Promise<string> {
    return this.#registry.metrics()
  }

  #gauge(name: string, help: string, labelNames: string[]): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] })
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.#registry] })
  }
}
