import { encodePlist } from './mac-bundle-plist.ts'

export interface BundleInfo {
  /** Of the executable, and of the program in the system's own lists. */
  readonly name: string
  readonly identifier: string
  /** Semantic; what follows a hyphen is left out, because macOS compares numbers. */
  readonly version: string
  readonly iconFile: string
}

/** libnut is built for it; the runtime alone would be content with 13.5. */
const OLDEST_MACOS = '14.0'

/**
 * `Info.plist`: what macOS knows of the program before it runs. The sentences stand in the system's own questions. Screen
 * Recording and Accessibility take none, and for what we never ask (camera, microphone, control of other programs) there is
 * none, which makes macOS refuse it.
 */
export function encodeBundleInfo({ name, identifier, version, iconFile }: BundleInfo): Uint8Array {
  const [numbers = version] = version.split('-')
  const removesItself = `${name} removes itself from here when your support session has ended.`
  return encodePlist({
    CFBundleInfoDictionaryVersion: '6.0',
    CFBundleDevelopmentRegion: 'en',
    CFBundlePackageType: 'APPL',
    CFBundleName: name,
    CFBundleExecutable: name,
    CFBundleIdentifier: identifier,
    CFBundleIconFile: iconFile,
    CFBundleShortVersionString: numbers,
    CFBundleVersion: numbers,
    LSApplicationCategoryType: 'public.app-category.utilities',
    LSMinimumSystemVersion: OLDEST_MACOS,
    // The process itself has no window and speaks to no window server: with an icon in the Dock it would bounce there and then
    // count as not responding. What the customer sees is a process of its own, which puts itself into the Dock.
    LSUIElement: true,
    // A program without a window in front is slowed down, and the picture with it.
    LSAppNapIsDisabled: true,
    NSHighResolutionCapable: true,
    NSLocalNetworkUsageDescription: `${name} connects to your support company, also where its server is in your own network.`,
    NSDesktopFolderUsageDescription: removesItself,
    NSDownloadsFolderUsageDescription: removesItself,
  })
}
