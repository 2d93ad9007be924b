import { guid, method } from './com.ts'
import { openLibrary } from './library.ts'

/** dxgi: graphics adapters, the outputs they drive, and copies of what an output shows (dxgi.h, dxgi1_2.h). */
const { bind } = openLibrary('dxgi.dll')

export const IID_IDXGIFactory1 = guid('770aae78-f26f-4dba-a829-253c83d1b387')
export const IID_IDXGIOutput1 = guid('00cddea8-939b-4b83-a340-a685226666cc')

/** There is none with this number, which ends a list. */
export const DXGI_ERROR_NOT_FOUND = 0x887a_0002
/** Nothing new yet. Any other failure of a copy means that another one has to be asked for. */
export const DXGI_ERROR_WAIT_TIMEOUT = 0x887a_0027

export const DXGI_FORMAT_B8G8R8A8_UNORM = 87
export const DXGI_MODE_ROTATION_IDENTITY = 1

export const CreateDXGIFactory1 = bind('int CreateDXGIFactory1(void *iid, void *factory)')

/** IDXGIFactory1 */
export const EnumAdapters1 = method(12, 'int EnumAdapters1(void *self, uint32_t index, void *adapter)')
/** IDXGIAdapter */
export const EnumOutputs = method(7, 'int EnumOutputs(void *self, uint32_t index, void *output)')
/** IDXGIOutput */
export const GetOutputDesc = method(7, 'int GetDesc(void *self, void *description)')
/** IDXGIOutput1 */
export const DuplicateOutput = method(22, 'int DuplicateOutput(void *self, void *device, void *duplication)')

// IDXGIOutputDuplication
export const GetDuplicationDesc = method(7, 'void GetDesc(void *self, void *description)')
export const AcquireNextFrame = method(
  8,
  'int AcquireNextFrame(void *self, uint32_t milliseconds, void *info, void *resource)',
)
export const GetFrameDirtyRects = method(
  9,
  'int GetFrameDirtyRects(void *self, uint32_t bytes, void *rects, void *used)',
)
export const GetFrameMoveRects = method(
  10,
  'int GetFrameMoveRects(void *self, uint32_t bytes, void *moves, void *used)',
)
export const GetFramePointerShape = method(
  11,
  'int GetFramePointerShape(void *self, uint32_t bytes, void *shape, void *used, void *info)',
)
export const ReleaseFrame = method(14, 'int ReleaseFrame(void *self)')
