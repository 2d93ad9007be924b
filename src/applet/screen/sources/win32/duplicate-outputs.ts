import koffi from 'koffi'
import { contains, type Rect } from '../../../../base/rect.ts'
import type { Pointer } from '../../../native/c-declaration.ts'
import { type HResult, query, received, release, succeed } from '../../../win32/com.ts'
import {
  CreateDXGIFactory1,
  DuplicateOutput,
  DXGI_ERROR_NOT_FOUND,
  DXGI_FORMAT_B8G8R8A8_UNORM,
  DXGI_MODE_ROTATION_IDENTITY,
  EnumAdapters1,
  EnumOutputs,
  GetDuplicationDesc,
  GetOutputDesc,
  IID_IDXGIFactory1,
  IID_IDXGIOutput1,
} from '../../../win32/dxgi.ts'
import { DXGI_OUTDUPL_DESC, DXGI_OUTPUT_DESC } from '../../../win32/dxgi-structs.ts'
import { CaptureFailed } from '../../screen-source.ts'
import { type Edges, placeInPicture } from './desktop-layout.ts'
import { DuplicatedOutput } from './duplicated-output.ts'
import { GraphicsDevice } from './graphics-device.ts'

interface OutputDescription {
  readonly DesktopCoordinates: Edges
  readonly AttachedToDesktop: number
  readonly Rotation: number
}

/**
 * Has Windows copy every output of this screen, or none. Throws ComFailed with what it answered, and CaptureFailed where an
 * output is turned, has more than eight bits of a colour, or no adapter drives it.
 */
export function duplicateOutputs(screen: Rect, monitors: readonly Rect[]): DuplicatedOutput[] {
  const outputs: DuplicatedOutput[] = []
  const factory = received('CreateDXGIFactory1', (found) => CreateDXGIFactory1(IID_IDXGIFactory1, found))
  try {
    each(factory, EnumAdapters1, (adapter) =>
      each(adapter, EnumOutputs, (output) => outputs.push(...duplicate(output, adapter, screen))),
    )
    requireAll(outputs, monitors)
    return outputs
  } catch (error) {
    for (const output of outputs) output.close()
    throw error
  } finally {
    release(factory)
  }
}

function each(parent: Pointer, next: typeof EnumOutputs, visit: (child: Pointer) => void): void {
  for (let index = 0; ; index += 1) {
    const found = new BigUint64Array(1)
    const answer: HResult = next(parent, index, found) >>> 0
    if (answer === DXGI_ERROR_NOT_FOUND) return
    succeed('The list of outputs', answer | 0)
    const child = found[0] ?? 0n
    try {
      visit(child)
    } finally {
      release(child)
    }
  }
}

/** None where nothing of the desktop is on it. */
function duplicate(output: Pointer, adapter: Pointer, screen: Rect): DuplicatedOutput[] {
  const bytes = Buffer.alloc(koffi.sizeof(DXGI_OUTPUT_DESC))
  succeed('IDXGIOutput.GetDesc', GetOutputDesc(output, bytes))
  const { DesktopCoordinates, AttachedToDesktop, Rotation }: OutputDescription = koffi.decode(bytes, DXGI_OUTPUT_DESC)
  if (AttachedToDesktop === 0) return []
  if (Rotation > DXGI_MODE_ROTATION_IDENTITY) throw new CaptureFailed('A monitor is turned.')
  const device = new GraphicsDevice(adapter)
  try {
    return [open(output, device, placeInPicture(DesktopCoordinates, screen))]
  } catch (error) {
    device[Symbol.dispose]()
    throw error
  }
}

function open(output: Pointer, device: GraphicsDevice, place: Rect): DuplicatedOutput {
  const output1 = query(output, IID_IDXGIOutput1)
  try {
    const duplication = received('DuplicateOutput', (found) => DuplicateOutput(output1, device.device, found))
    requireFormat(duplication)
    return new DuplicatedOutput(place, device, duplication)
  } finally {
    release(output1)
  }
}

function requireFormat(duplication: Pointer): void {
  const bytes = Buffer.alloc(koffi.sizeof(DXGI_OUTDUPL_DESC))
  GetDuplicationDesc(duplication, bytes)
  const { Format, Rotation } = koffi.decode(bytes, DXGI_OUTDUPL_DESC)
  if (Format === DXGI_FORMAT_B8G8R8A8_UNORM && Rotation <= DXGI_MODE_ROTATION_IDENTITY) return
  release(duplication)
  throw new CaptureFailed(`Windows copies this desktop in another form: format ${Format}, rotation ${Rotation}.`)
}

/** A monitor that no adapter drives, such as one behind USB, would stay black. */
function requireAll(outputs: readonly DuplicatedOutput[], monitors: readonly Rect[]): void {
  const isCopied = (monitor: Rect) => outputs.some(({ place }) => contains(place, monitor))
  if (outputs.length > 0 && monitors.every(isCopied)) return
  throw new CaptureFailed('Part of this desktop is on no output of a graphics adapter.')
}
