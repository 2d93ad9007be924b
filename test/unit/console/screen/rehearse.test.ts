import { expect, test, vi } from 'vitest'
import { rehearseDecoding } from '../../../../src/console/screen/rehearse.ts'

test('what is rehearsed is what an applet sends: it can be decoded', async () => {
  // A browser's part, which Node has not; the text is decoded all the same.
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      convertToBlob = async () => {
        throw new Error('no pictures here')
      }
    },
  )
  await expect(rehearseDecoding()).resolves.toBeUndefined()
})
