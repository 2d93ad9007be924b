/** On a Mac the buttons of a window stand elsewhere, and so do ours. */
export const isMac: boolean = navigator.platform.startsWith('Mac')
