import fc from 'fast-check'
import { LIMITS } from '../../src/protocol/limits.ts'
import { encodeBlock } from '../../src/protocol/peer/block-codec.ts'
import { FILE_REFUSALS, FILE_WITHDRAWALS } from '../../src/protocol/peer/messages/files.ts'
import { HOSTILE_NAMES } from './hostile-names.ts'

/** Few enough that they meet again and again. */
const id = fc.integer({ min: 1, max: 3 })
const amount = fc.constantFrom(0, 1, 5, 10, LIMITS.fileBlockBytes, LIMITS.fileBytes)
const name = fc.constantFrom('a.txt', 'b', ...HOSTILE_NAMES.filter((each) => each !== ''))
const sha256 = fc.constantFrom('0'.repeat(64), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
const type = <T extends string>(...names: readonly T[]) => fc.constantFrom(...names)

/** Anything that the other side may say about files, well formed and in no order. */
export const fileMessage = <Offered extends 'file-offered' | 'file-announced'>(offered: Offered) =>
  fc.oneof(
    fc.record({ type: type(offered), id, name, bytes: amount }),
    fc.record({ type: type('file-accepted'), id, from: amount }),
    fc.record({ type: type('file-received'), id, bytes: amount }),
    fc.record({ type: type('file-finished'), id, sha256 }),
    fc.record({ type: type('file-checked'), id }),
    fc.record({ type: type('file-withdrawn'), id, reason: fc.constantFrom(...FILE_WITHDRAWALS) }),
    fc.record({ type: type('file-refused'), id, reason: fc.constantFrom(...FILE_REFUSALS) }),
  )

export const block = fc
  .record({ id, offset: fc.constantFrom(0, 1, 5), data: fc.uint8Array({ minLength: 1, maxLength: 12 }) })
  .chain(({ id: file, offset, data }) => {
    const whole = encodeBlock(file, offset, data)
    return fc.oneof(
      fc.constant(whole),
      fc.nat(whole.length - 1).map((at) => whole.map((byte, index) => (index === at ? byte ^ 1 : byte))),
    )
  })
