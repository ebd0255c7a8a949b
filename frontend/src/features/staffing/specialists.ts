/** Which specialists the list shows, and the list as a file. */
import { t } from '@lingui/core/macro'
import type { Specialist } from '../../api/desk'
import { today } from '../../i18n/format'
import { employmentWord, gradeWord, languageWord, qualificationWord, staffStatusWord } from '../../i18n/staff'
import { csvOf, download, type RowColumn } from '../../ui/csv'
import { isPartTime } from './profile'

/** What can be asked for, by the word in the address. */
export const SHOWN: Record<string, (one: Specialist) => boolean> = {
  free: (one) => one.in_service && !one.profile.on_leave && one.cell_id === null,
  with_cell: (one) => one.in_service && one.cell_id !== null,
  on_leave: (one) => one.profile.on_leave,
  part_time: (one) => isPartTime(one.profile),
  away: (one) => !one.in_service,
}

export function downloadSpecialists(rows: Specialist[], numberOf: Map<number, number>): void {
  const columns: RowColumn<Specialist>[] = [
    { key: 'staff_no', header: t`工号`, value: (one) => one.staff_no },
    { key: 'name', header: t({ message: '专员', context: 'one' }), value: (one) => one.name_masked },
    { key: 'status', header: t`状态`, value: (one) => staffStatusWord(one.status) },
    { key: 'employment', header: t`用工`, value: (one) => employmentWord(one.employment) },
    { key: 'share', header: t`工时比例（%）`, value: ({ profile }) => (profile.working_share === null ? null : Math.round(profile.working_share * 100)) },
    { key: 'most', header: t`最多服务客户数`, value: ({ profile }) => profile.most_customers },
    { key: 'grade', header: t`产品级别`, value: ({ profile }) => (profile.grade === null ? null : gradeWord(profile.grade)) },
    { key: 'languages', header: t`语言`, value: ({ profile }) => profile.languages.map(languageWord).join('|') },
    { key: 'qualifications', header: t`资质`, value: (one) => one.qualifications.map(qualificationWord).join('|') },
    { key: 'years', header: t`年限`, value: (one) => one.years_of_service },
    { key: 'cell', header: t`网格`, value: (one) => (one.cell_id === null ? null : (numberOf.get(one.cell_id) ?? null)) },
    { key: 'cell_name', header: t`网格名称`, value: (one) => one.cell_name },
    { key: 'leave_from', header: t`休假从`, value: ({ profile }) => profile.leave?.start ?? null },
    { key: 'leave_to', header: t`休假到`, value: ({ profile }) => profile.leave?.last ?? null },
    { key: 'leave_reason', header: t`休假原因`, value: ({ profile }) => profile.leave?.reason ?? null },
    { key: 'login', header: t`账号`, value: (one) => one.login },
  ]
  download(`gridward-specialists-${today()}.csv`, csvOf(columns, rows))
}
