import { ClipboardCopy, Eye, type IconNode, MousePointerClick } from 'lucide'
import type { Permission } from '../../protocol/permission.ts'

/** How each permission is drawn, on its button and where it says what is granted. */
export const PERMISSION_ICONS: Readonly<Record<Permission, IconNode>> = {
  view: Eye,
  control: MousePointerClick,
  clipboard: ClipboardCopy,
}
