declare module 'screenshot-desktop' {
  export default function screenshot(options: { format: 'jpg' | 'png' }): Promise<Buffer>
}
