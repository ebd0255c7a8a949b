/** What is refused about events, in words: what happened, and what to do. By code, as `problems.ts` has it for the rest. */
import { t } from '@lingui/core/macro'
import { count, dateTime, day } from './format'
import { eventStateWord } from './event-words'

type Params = Record<string, unknown>
type Text = (params: Params) => [what: string, todo: string]

const number = (params: Params, key: string) => count(Number(params[key] ?? 0))
const date = (params: Params, key: string) => (params[key] ? day(String(params[key])) : '–')

export const EVENT_TEXTS: Record<string, Text> = {
  'event.not_found': () => [t`没有这个活动。`, t`请返回活动列表。`],
  'event.unknown_kind': () => [t`没有这种活动类型。`, t`请从列表中选择。`],
  'event.in_past': () => [t`活动的开始时间已经过去。`, t`请选择以后的时间。`],
  'event.ends_before_start': () => [t`结束时间不晚于开始时间。`, t`请修改结束时间。`],
  'event.several_days': () => [t`活动应在同一天内结束。`, t`一连几天的活动请按天分别新建。`],
  'event.answer_by': (params) => [t`报名截止日应在今天和活动当天（${date(params, 'last')}）之间。`, t`请修改报名截止日。`],
  'event.station': () => [t`本市没有这个开放的网点。`, t`请从列表中选择。`],
  'event.district': () => [t`本市没有这个区。`, t`请从列表中选择。`],
  'event.changed': (params) => [
    params['by'] ? t`${String(params['by'])}在 ${dateTime(String(params['at']))} 改过这个活动，您填写的还没有保存。` : t`别人刚刚改过这个活动，您填写的还没有保存。`,
    t`请看对方改了什么，再保存。您填写的都还在。`,
  ],
  'event.too_few_seats': (params) => [t`已有 ${number(params, 'taken')} 人报名，名额不能更少。`, t`请填写 ${number(params, 'taken')} 或更大的数。`],
  'event.wrong_state': (params) => [t`活动现在的状态是「${eventStateWord(String(params['state'] ?? ''))}」。`, t`可能有人先操作了，请刷新后再看。`],
  'event.unknown': () => [t`没有这个活动，或不在客户所在的城市。`, t`请刷新客户页面。`],
  'event.cancelled': () => [t`活动已取消。`, t`请选择其他活动。`],
  'event.closed': () => [t`活动已截止报名。`, t`请选择其他活动，或请运营重新开放。`],
  'event.begun': () => [t`活动已经开始或结束。`, t`请选择其他活动。`],
  'event.over': () => [t`活动已经结束，不能再改。`, ''],
  'event.answer_time_over': () => [t`已过报名截止日。`, t`请问运营是否还能参加。`],
  'event.too_many_persons': () => [t`人数超过一次报名的上限。`, t`请减少人数后再报名。`],
  'event.not_signed_up': () => [t`客户没有报名这个活动。`, t`请刷新页面。`],
  'event.not_asked': () => [t`客户没有受邀参加这个活动。`, t`请客户的专员邀请他。`],
  'event.not_begun': () => [t`活动当天才能记录到场。`, ''],
  'event.message_forbidden': () => [t`现在不能给客户发营销短信，邀请没有发出。`, t`原因见客户的活动页；可以当面邀请。`],
  'event.waiting': () => [t`名额不足，客户已列入候补；有空位时按顺序递补，并发短信告知。`, ''],
  'event.number_kept': () => [t`名额不够加人，原来的报名不变。`, ''],
  'event.came_already': () => [t`客户已经签到过了。`, ''],
  'event.code_unknown': () => [t`签到码不属于这个活动的任何报名，没有记为到场，由网点主管处理。`, ''],
  'event.newer_mark': () => [t`之后已有更新的到场记录，以更新的为准。`, ''],
  'event.newer_answer': () => [t`之后已有更新的答复，以更新的为准。`, ''],
}
