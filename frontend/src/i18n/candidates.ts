/** Why a candidate for a station is not taken, in words. */
import { t } from '@lingui/core/macro'
import type { CandidateRefusal } from '../api/candidates'

const WHYS: Record<CandidateRefusal['why'], () => string> = {
  unreadable: () => t`列数不对`,
  no_number: () => t`没有编号`,
  duplicate: () => t`编号重复`,
  no_name: () => t`没有名称`,
  no_position: () => t`没有可用的经纬度`,
  frame: () => t`不认识的坐标系`,
  outside_city: () => t`位置在城市范围外`,
  room: () => t`容量不是有效的整数`,
  cost: () => t`月成本不是有效的金额`,
  open: () => t`已开的网点，不能改`,
}

export const refusalWord = (why: CandidateRefusal['why']) => WHYS[why]()
