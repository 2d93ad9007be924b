import type { InputSink } from '../../src/applet/input/input-sink.ts'
import { PermissionGate } from '../../src/applet/permission/permission-gate.ts'
import type { InputMessage } from '../../src/protocol/peer/catalog.ts'

const gate = new PermissionGate()
gate.grant('control')

/** Carries out a message the way the applet does: prepared before the gate, then in one go. */
export async function inject(sink: InputSink, message: InputMessage): Promise<void> {
  await sink.prepare(message)
  const admission = gate.admit(message, gate.epoch)
  if ('permitted' in admission) sink.inject(admission.permitted)
}
