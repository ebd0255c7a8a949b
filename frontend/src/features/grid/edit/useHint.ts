/** What to do next with a tool. */
import { useLingui } from '@lingui/react/macro'
import { NEEDS_CELL } from './tools'
import type { Studio } from './useStudio'

export function useHint({ tool, chosen, picked, wanted }: Studio): string {
  const { t } = useLingui()
  if (NEEDS_CELL.has(tool) && !chosen) return t`先在地图上点选一个网格。`
  const cell = chosen ? `${chosen.number} ${chosen.name}` : ''
  if (chosen?.locked && NEEDS_CELL.has(tool)) return t`网格 ${cell} 已锁定，先解锁再改。`
  switch (tool) {
    case 'paint':
      return t`在邻格的小区上刷过，小区归入网格 ${cell}。`
    case 'lasso':
      return t`画一圈，圈内的小区归入网格 ${cell}。`
    case 'merge':
      return picked.length > 1 ? t`网格 ${picked.join('、')} 合并为网格 ${picked[0] ?? ''}。` : t`依次点选相邻的网格，第一个保留编号和名称。`
    case 'split':
      return wanted ? t`双击或按回车结束；线的两端要在网格之外。` : t`点出一条穿过网格 ${cell} 的线，从格外点起。`
    case 'parts':
      return t`把网格 ${cell} 均分为：`
    case 'draw':
      return wanted ? t`双击、按回车或点第一个点结束。` : t`依次点出新网格的范围。`
    case 'reshape':
      return t`拖动网格 ${cell} 的顶点，双击顶点去掉它。`
    case 'lock':
      return t`点选网格，锁定或解锁；锁定的不受其他编辑影响。`
    case 'rename':
      return t`网格 ${cell} 的新名称：`
    default:
      return t`点选一个网格，再选工具；拖动可移动地图。`
  }
}
