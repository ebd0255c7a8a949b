/** The fields of an event in words: their names, and what stands in them. */
import { t } from '@lingui/core/macro'
import type { EventChoices } from '../../api/activities'
import { eventKindWord, interestList } from '../../i18n/event-words'
import { day } from '../../i18n/format'
import type { EventDraft } from './draft'

const FIELDS: Record<keyof EventDraft, () => string> = {
  title: () => t`活动名称`,
  kind: () => t`类型`,
  description: () => t`说明`,
  station: () => t`所在网点`,
  place: () => t`地点`,
  day: () => t`日期`,
  from: () => t`开始时间`,
  to: () => t`结束时间`,
  answerBy: () => t`报名截止日`,
  seats: () => t`名额（人）`,
  ageFrom: () => t`最小年龄`,
  ageTo: () => t`最大年龄`,
  interests: () => t`兴趣`,
  districts: () => t`行政区`,
}

export const fieldWord = (name: keyof EventDraft): string => FIELDS[name]()

export function valueText(name: keyof EventDraft, draft: EventDraft, choices: EventChoices): string {
  return textOf(name, draft, choices) || t`不填`
}

function textOf(name: keyof EventDraft, draft: EventDraft, choices: EventChoices): string {
  switch (name) {
    case 'kind':
      return eventKindWord(draft.kind)
    case 'station':
      return draft.station === '' ? t`不在网点` : (choices.stations.find((one) => String(one.station_id) === draft.station)?.name ?? draft.station)
    case 'interests':
      return interestList(draft.interests)
    case 'districts':
      return draft.districts.map((id) => choices.districts.find((one) => one.district_id === id)?.name ?? String(id)).join(t`、`)
    case 'day':
    case 'answerBy':
      return draft[name] && day(draft[name])
    default:
      return draft[name]
  }
}
