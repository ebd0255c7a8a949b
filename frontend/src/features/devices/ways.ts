/** What may be done about a tablet, by how it stands. */
import { useLingui } from '@lingui/react/macro'
import type { TabletRow, TabletState } from '../../api/devices'

export interface WayToDecide {
  state: TabletState
  label: string
  what: string
  /** Asked before it is done. */
  sure?: string
}

const NEXT: Record<TabletRow['state'], TabletState[]> = {
  active: ['revoked', 'wipe', 'lost'],
  revoked: ['active', 'wipe', 'lost'],
  wipe: ['active', 'lost'],
  lost: ['active'],
  wiped: [],
}

export const isWay = (state: TabletRow['state']): state is TabletState => state !== 'wiped'

export function useWays(row: TabletRow): WayToDecide[] {
  const { t } = useLingui()
  const ways: Record<TabletState, WayToDecide> = {
    active: { state: 'active', label: t`恢复使用`, what: t`撤回停用、清除或报失；专员用密码登录后照常工作。` },
    revoked: { state: 'revoked', label: t`停用`, what: t`立刻结束它的登录。本机资料仍加密留着，随时可以恢复。` },
    wipe: {
      state: 'wipe',
      label: t`清空`,
      what: t`下次联网时先上传待上传的内容，再清空本机资料。`,
      sure: t`平板下次联网时，先上传待上传的内容，再清空。清空后不能恢复，专员重新登录后资料会再下载。`,
    },
    lost: {
      state: 'lost',
      label: t`报失`,
      what: t`平板丢失：立刻停用，并在它下次联网时清空。`,
      sure: t`立刻结束这台平板的登录，它再也看不到任何客户；下次联网时只能上传待上传的内容，随后清空。`,
    },
  }
  const seen = row.state === 'active' && (row.missing !== null || row.given_up > 0)
  const known: WayToDecide = { state: 'active', label: t`已知悉`, what: t`不见的和放弃的内容已问过专员，不再提示。` }
  return [...(seen ? [known] : []), ...NEXT[row.state].map((state) => ways[state])]
}
