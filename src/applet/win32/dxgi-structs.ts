import koffi from 'koffi'

// Structures of dxgi.h, dxgi1_2.h and d3d11.h. What one holds of another lies in it without a gap, so it is written out.

const RECT = koffi.struct({ left: 'int32_t', top: 'int32_t', right: 'int32_t', bottom: 'int32_t' })

export const DXGI_OUTPUT_DESC = koffi.struct({
  DeviceName: koffi.array('char16_t', 32, 'String'),
  DesktopCoordinates: RECT,
  AttachedToDesktop: 'int32_t',
  Rotation: 'uint32_t',
  Monitor: 'void *',
})

export const DXGI_OUTDUPL_DESC = koffi.struct({
  Width: 'uint32_t',
  Height: 'uint32_t',
  RefreshNumerator: 'uint32_t',
  RefreshDenominator: 'uint32_t',
  Format: 'uint32_t',
  ScanlineOrdering: 'uint32_t',
  Scaling: 'uint32_t',
  Rotation: 'uint32_t',
  DesktopImageInSystemMemory: 'int32_t',
})

export const DXGI_OUTDUPL_FRAME_INFO = koffi.struct({
  /** 0 when nothing was drawn since the last frame. */
  LastPresentTime: 'int64_t',
  /** 0 when the pointer neither moved nor changed since. */
  LastMouseUpdateTime: 'int64_t',
  AccumulatedFrames: 'uint32_t',
  RectsCoalesced: 'int32_t',
  ProtectedContentMaskedOut: 'int32_t',
  PointerX: 'int32_t',
  PointerY: 'int32_t',
  PointerVisible: 'int32_t',
  TotalMetadataBufferSize: 'uint32_t',
  /** 0 when the pointer looks as before. */
  PointerShapeBufferSize: 'uint32_t',
})

export const DXGI_OUTDUPL_POINTER_SHAPE_INFO = koffi.struct({
  Type: 'uint32_t',
  Width: 'uint32_t',
  Height: 'uint32_t',
  Pitch: 'uint32_t',
  HotX: 'int32_t',
  HotY: 'int32_t',
})

export const D3D11_TEXTURE2D_DESC = koffi.struct({
  Width: 'uint32_t',
  Height: 'uint32_t',
  MipLevels: 'uint32_t',
  ArraySize: 'uint32_t',
  Format: 'uint32_t',
  SampleCount: 'uint32_t',
  SampleQuality: 'uint32_t',
  Usage: 'uint32_t',
  BindFlags: 'uint32_t',
  CPUAccessFlags: 'uint32_t',
  MiscFlags: 'uint32_t',
})

export const D3D11_MAPPED_SUBRESOURCE = koffi.struct({
  pData: 'void *',
  /** Bytes from one row to the next, which may be more than the pixels take. */
  RowPitch: 'uint32_t',
  DepthPitch: 'uint32_t',
})

export const D3D11_BOX = koffi.struct({
  left: 'uint32_t',
  top: 'uint32_t',
  front: 'uint32_t',
  right: 'uint32_t',
  bottom: 'uint32_t',
  back: 'uint32_t',
})
