import { guid, method } from './com.ts'
import { openLibrary } from './library.ts'

/** d3d11: textures, and the way from a graphics adapter's memory to ours (d3d11.h). */
const { bind } = openLibrary('d3d11.dll')

export const IID_ID3D11Texture2D = guid('6f15aaf2-d208-4e89-9ab4-489535d34f9c')

/** What a device is made of when the adapter is given. */
export const D3D_DRIVER_TYPE_UNKNOWN = 0
export const D3D11_SDK_VERSION = 7
export const D3D11CreateDevice = bind(
  'int D3D11CreateDevice(void *adapter, int driverType, void *software, uint32_t flags, void *levels, uint32_t levelCount, uint32_t version, void *device, void *level, void *context)',
)

/** Memory that the adapter copies into and the processor reads. */
export const D3D11_USAGE_STAGING = 3
export const D3D11_CPU_ACCESS_READ = 0x2_0000
/** ID3D11Device */
export const CreateTexture2D = method(
  5,
  'int CreateTexture2D(void *self, void *description, void *initial, void *texture)',
)

export const D3D11_MAP_READ = 1
// ID3D11DeviceContext
/** Waits until the adapter has done all that concerns the texture. */
export const MapTexture = method(
  14,
  'int Map(void *self, void *texture, uint32_t part, uint32_t access, uint32_t flags, void *mapped)',
)
export const UnmapTexture = method(15, 'void Unmap(void *self, void *texture, uint32_t part)')
export const CopySubresourceRegion = method(
  46,
  'void CopySubresourceRegion(void *self, void *to, uint32_t toPart, uint32_t x, uint32_t y, uint32_t z, void *from, uint32_t fromPart, void *box)',
)
