import { useEffect, useState } from 'preact/hooks'

/** Lets files be dropped anywhere on the window; true while some are held over it. A drop never opens the file in its place. */
export function useDrop(onFiles: ((files: readonly File[]) => void) | undefined): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    addEventListener(
      'dragover',
      (event) => {
        event.preventDefault()
        setOver(onFiles !== undefined && (event.dataTransfer?.types.includes('Files') ?? false))
      },
      { signal },
    )
    addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(false), { signal })
    addEventListener(
      'drop',
      (event) => {
        event.preventDefault()
        setOver(false)
        onFiles?.([...(event.dataTransfer?.files ?? [])])
      },
      { signal },
    )
    return () => stop.abort()
  }, [onFiles])
  return over
}
