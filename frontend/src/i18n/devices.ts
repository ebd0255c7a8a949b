/** The field's words for tablets: their states, and what is wrong with them. */
import { t } from '@lingui/core/macro'
import type { TabletRow } from '../api/devices'
import { count } from './format'

const STATES: Record<TabletRow['state'], () => string> = {
  active: () => t`在用`,
  revoked: () => t`已停用`,
  wipe: () => t`等待清除`,
  lost: () => t`已报失`,
  wiped: () => t`已清除`,
}
export const tabletStateWord = (state: TabletRow['state']): string => STATES[state]()

const TROUBLE: Record<TabletRow['trouble'][number], (row: TabletRow) => string> = {
  missing: ({ missing }) => (missing ? t`${count(missing)} 项没有上传就不见了` : t`本机资料退回到了以前`),
  left_behind: ({ waiting }) => t`已换新平板，还有 ${count(waiting)} 项留在这台上`,
  waiting_long: () => t`待上传太久`,
  photos_waiting: ({ photos }) => t`${count(photos)} 张照片或材料一直没有传来`,
  quiet: () => t`很久没有联系`,
  nearly_full: () => t`存储快满了`,
  not_persisted: () => t`浏览器可能清理存储`,
  given_up: ({ given_up }) => t`放弃了 ${count(given_up)} 项服务器不接受的内容`,
}
export const troubleWord = (code: TabletRow['trouble'][number], row: TabletRow): string => TROUBLE[code](row)

const REMEDIES: Record<TabletRow['trouble'][number], () => string> = {
  missing: () => t`请问专员：浏览器的数据是否被清理过；没有上传的要重新记录。`,
  left_behind: () => t`请专员打开旧平板联网，上传后再收起。`,
  waiting_long: () => t`请专员找有网络的地方打开应用。`,
  photos_waiting: () => t`请专员打开这台平板联网，等照片传完；照片不在了就请他重拍，再办一次。`,
  quiet: () => t`请联系专员；平板找不到了就报失。`,
  nearly_full: () => t`请清理平板上其他应用的空间。`,
  not_persisted: () => t`请专员把应用安装到主屏幕。`,
  given_up: () => t`请问专员放弃了什么；还需要的请他重新记录。`,
}
export const remedyFor = (code: TabletRow['trouble'][number]): string => REMEDIES[code]()

const KB = 1024
/** So many bytes, in words. */
export function bytesText(bytes: number): string {
  const steps = [t`KB`, t`MB`, t`GB`]
  let value = bytes / KB
  let step = 0
  while (value >= KB && step < steps.length - 1) {
    value /= KB
    step += 1
  }
  return `${count(Math.round(value))} ${steps[step]}`
}
