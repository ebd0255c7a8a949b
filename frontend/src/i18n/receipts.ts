/** Why something that was done in the field is not simply applied, in words. What the API refuses is in `problems`. */
import { t } from '@lingui/core/macro'
import { problemText } from './problems'

export function receiptText(code: string): string {
  return RECEIPTS[code]?.() ?? problemText({ code, detail: code, hint: '', params: {} }).what
}

const RECEIPTS: Record<string, () => string> = {
  'kind.unknown': () => t`服务器不认识这类内容，请更新应用。`,
  'customer.not_in_cell': () => t`当时客户不在您负责或代管的网格里，由网点主管处理。`,
  'account.no_specialist': () => t`您的账号没有对应的专员，请联系管理员。`,
  'clock.ahead': () => t`平板的时间比实际快，请校准；这条记录由网点主管处理。`,
  'clock.behind': () => t`这条记录太旧了，由网点主管处理。`,
  'task.unknown': () => t`记录已保存，但任务不是这位客户的。`,
  'policy.unknown': () => t`记录已保存，但保单不是这位客户的。`,
  'visit.id_taken': () => t`另一次面访用了相同的编号，请重新记录。`,
  'visit.completed_already': () => t`这次面访已经有结果了。`,
  'contact.id_taken': () => t`另一条联系记录用了相同的编号，请重新记录。`,
  'consent.id_taken': () => t`另一条客户意愿用了相同的编号，请重新记录。`,
  'task.is_request': () => t`坐席转来的上门不能跳过，请退单并说明原因。`,
  'handover.not_found': () => t`没有这次移交，或不是移交给您的。`,
  'review.closed': () => t`还没有首次建联，检视没有记下。`,
  'review.changed': () => t`数字已有更新，请刷新后与客户再看一遍。`,
  'review.id_taken': () => t`这次检视已经记下了。`,
  'recommendation.closed': () => t`当时暂不可推荐，答复没有记下，由网点主管处理。`,
  'recommendation.not_offered': () => t`当时不会推荐这款产品，答复没有记下，由网点主管处理。`,
  'recommendation.changed': () => t`推荐的理由已有更新，答复没有记下，请刷新后再问一次客户。`,
  'recommendation.id_taken': () => t`这次答复已经记下了。`,
  'operation.failed': () => t`系统出了问题，内容已完整保存，由管理员处理。`,
  'operation.id_taken': () => t`编号已被使用，内容已另行保存，由管理员处理。`,
  'operation.malformed': () => t`内容不完整，服务器没有接受。`,
  'payload.invalid': () => t`内容有误，服务器没有接受。`,
  'promise.in_past': () => t`面访已保存，但承诺日期已经过去，没有记下承诺。`,
  'promise.too_late': () => t`面访已保存，但承诺日期晚于最后期限，没有记下承诺。`,
  'promise.not_due': () => t`面访已保存，但这一期已不在待缴状态，没有记下承诺。`,
  'request.expired': () => t`接单时间已过，客户已回到坐席。`,
  'request.answered': () => t`这次转上门已有人答复。`,
  'request.not_found': () => t`没有这次转上门。`,
}
