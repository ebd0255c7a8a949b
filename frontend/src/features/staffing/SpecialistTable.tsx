import { useLingui } from '@lingui/react/macro'
import { Link, useSearch } from '@tanstack/react-router'
import type { Specialist, Staffing } from '../../api/desk'
import { decimal } from '../../i18n/format'
import { employmentWord, qualificationWord, staffStatusWord } from '../../i18n/staff'
import { Table, type Column } from '../../ui/Table'
import { NoRows } from './CellTable'
import { holds, StaffingFilters } from './StaffingFilters'

type Show = 'free' | 'with_cell' | 'away'

const showOf = (one: Specialist): Show => {
  if (!one.in_service) return 'away'
  return one.cell_id === null ? 'free' : 'with_cell'
}

export function SpecialistTable({ staffing }: { staffing: Staffing }) {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/staffing' })
  const rows = staffing.specialists.filter(
    (one) => (!search.show || showOf(one) === search.show) && holds(search.q, one.name_masked, one.staff_no, one.login, one.cell_name, ...one.qualifications.map(qualificationWord)),
  )
  const numberOf = new Map(staffing.cells.map((cell) => [cell.cell_id, cell.number]))
  const columns: Column<Specialist>[] = [
    {
      key: 'name',
      header: t({ message: '专员', context: 'one' }),
      unbroken: true,
      cell: (one) => (
        <>
          {one.name_masked}
          <div className="soft">{one.staff_no}</div>
        </>
      ),
      sort: (one) => one.name_masked,
    },
    {
      key: 'status',
      header: t`状态`,
      cell: (one) => <span className={one.in_service ? 'badge badge-good' : 'badge badge-warn'}>{staffStatusWord(one.status)}</span>,
      sort: (one) => one.status,
    },
    { key: 'employment', header: t`用工`, cell: (one) => employmentWord(one.employment), sort: (one) => one.employment },
    { key: 'qualifications', header: t`资质`, cell: (one) => one.qualifications.map(qualificationWord).join('、') || '–', sort: (one) => one.qualifications.length },
    {
      key: 'years',
      header: t`年限`,
      cell: (one) => (one.years_of_service === null ? '–' : decimal(one.years_of_service, 1)),
      sort: (one) => one.years_of_service ?? -1,
      numeric: true,
    },
    {
      key: 'cell',
      header: t`网格`,
      cell: (one) => {
        const number = one.cell_id === null ? undefined : numberOf.get(one.cell_id)
        return (
          <>
            {number === undefined ? (
              <span className="soft">{one.cell_name ?? t`没有网格`}</span>
            ) : (
              <Link to="/staffing" search={{ ...search, cell: number }}>
                {number} {one.cell_name}
              </Link>
            )}
            {one.standing_in.length > 0 && <div className="soft">{t`代管 ${one.standing_in.join('、')} 格`}</div>}
          </>
        )
      },
      sort: (one) => one.cell_name ?? '',
    },
    { key: 'login', header: t`账号`, cell: (one) => one.login ?? <span className="soft">{t`没有账号`}</span>, sort: (one) => one.login ?? '' },
  ]
  return (
    <>
      <StaffingFilters
        placeholder={t`姓名、工号、资质或网格`}
        label={t`安排`}
        options={[
          { value: 'free', label: t`在岗，没有网格` },
          { value: 'with_cell', label: t`在岗，有网格` },
          { value: 'away', label: t`不在岗` },
        ]}
      />
      {rows.length > 0 ? <Table caption={t`专员`} columns={columns} rows={rows} rowKey={(one) => one.specialist_id} /> : <NoRows />}
    </>
  )
}
