import { ClipboardCopy, Eye, FileDown, FileUp, Globe, type IconNode, MousePointerClick } from 'lucide'
import type { Permission } from '../../protocol/permission.ts'

/** How each permission is drawn, on its button and where it says what is granted. */
export const PERMISSION_ICONS: Readonly<Record<Permission, IconNode>> = {
  view: Eye,
  control: MousePointerClick,
  clipboard: ClipboardCopy,
  'files.send': FileUp,
  'files.receive': FileDown,
  url: Globe,
}
