/** Words of the staff list: values as the insurer's list writes them, and how a cell stands. */
import { t } from '@lingui/core/macro'
import { wordOf } from './words'

export const employmentWord = wordOf({ 合同制: () => t`合同制`, 代理制: () => t`代理制` })

export const staffStatusWord = wordOf({ 在岗: () => t`在岗`, 休假: () => t`休假`, 培训中: () => t`培训中`, 离职: () => t`离职` })

export const qualificationWord = wordOf({
  执业证: () => t`执业证`,
  健康管理师: () => t`健康管理师`,
  养老规划师: () => t`养老规划师`,
  基金从业: () => t`基金从业`,
})

export const languageWord = wordOf({ 普通话: () => t`普通话`, 粤语: () => t`粤语`, 上海话: () => t`上海话`, 吴语: () => t`吴语`, 汀澜话: () => t`汀澜话`, 英语: () => t`英语` })

/** A class of products, of 1 to 5. */
export const gradeWord = (grade: number) => `P${grade}`

/** Who works a cell, as map and list show it. */
export const cellStandWord = wordOf({ staffed: () => t`有专员`, stand_in: () => t`空格，有代管`, vacant: () => t`空格，无人` })

/** Why somebody works a cell. */
export const tenureReasonWord = wordOf({
  least_way: () => t`路程总和最短`,
  nearest_with_room: () => t`就近且有余力`,
  chosen: () => t`人工指定`,
  still_chosen: () => t`沿用人工指定`,
})
