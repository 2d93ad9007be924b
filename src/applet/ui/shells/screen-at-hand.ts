/** Throws where there is no screen: something would be started, and show nothing to nobody. */
export function requireScreen(platform: NodeJS.Platform, { DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv): void {
  if (platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) throw new Error('there is no screen')
}
