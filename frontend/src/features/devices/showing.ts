/** Which tablets are shown. */
import type { DevicesSearch } from '../../address/devices'
import type { TabletRow } from '../../api/devices'

const waitsOn = (row: TabletRow) => row.waiting > 0 || row.photos > 0

const SHOWN: Record<NonNullable<DevicesSearch['show']>, (row: TabletRow) => boolean> = {
  trouble: (row) => row.trouble.length > 0,
  waiting: waitsOn,
  active: (row) => row.state === 'active',
  ended: (row) => row.state !== 'active',
}

export function isShown(row: TabletRow, { q, show }: DevicesSearch): boolean {
  const wanted = q?.trim().toLowerCase() ?? ''
  const texts = [row.specialist, row.staff_no, row.name, ...row.cells]
  return (!show || SHOWN[show](row)) && (wanted === '' || texts.some((text) => text.toLowerCase().includes(wanted)))
}
