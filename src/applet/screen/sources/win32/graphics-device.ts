import type { Pointer } from '../../../native/c-declaration.ts'
import { release, succeed } from '../../../win32/com.ts'
import { D3D_DRIVER_TYPE_UNKNOWN, D3D11_SDK_VERSION, D3D11CreateDevice } from '../../../win32/d3d11.ts'

/** Direct3D 11 on one graphics adapter: what makes textures, and what copies them. */
export class GraphicsDevice implements Disposable {
  readonly device: Pointer
  readonly context: Pointer

  /** Throws ComFailed. */
  constructor(adapter: Pointer) {
    const device = new BigUint64Array(1)
    const context = new BigUint64Array(1)
    const answer = D3D11CreateDevice(
      adapter,
      D3D_DRIVER_TYPE_UNKNOWN,
      null,
      0,
      null,
      0,
      D3D11_SDK_VERSION,
      device,
      null,
      context,
    )
    succeed('D3D11CreateDevice', answer)
    this.device = device[0] ?? 0n
    this.context = context[0] ?? 0n
  }

  [Symbol.dispose](): void {
    release(this.context)
    release(this.device)
  }
}
