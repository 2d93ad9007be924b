declare module 'screenshot-desktop' {
  function screenshot(options: { format: 'jpg' | 'png' }): Promise<Buffer>
  namespace screenshot {
    function listDisplays(): Promise<unknown[]>
  }
  export default screenshot
}
