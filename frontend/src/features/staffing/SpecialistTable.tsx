import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Specialist, Staffing } from '../../api/desk'
import { decimal } from '../../i18n/format'
import { languageWord, qualificationWord } from '../../i18n/staff'
import { useMay } from '../../session/may'
import { Button } from '../../ui/Button'
import { Table, type Column } from '../../ui/Table'
import { NoRows } from './CellTable'
import { ProfileDialog } from './ProfileDialog'
import { Grade, Languages, State, Work } from './SkillCells'
import { downloadSpecialists, SHOWN } from './specialists'
import { holds, StaffingFilters } from './StaffingFilters'

export function SpecialistTable({ city, staffing }: { city: string; staffing: Staffing }) {
  const { t } = useLingui()
  const mayKeep = useMay('keepStaff')
  const leads = useMay('decide')
  const search = useSearch({ from: '/shell/staffing' })
  const [open, setOpen] = useState<number>()
  const opened = staffing.specialists.find((one) => one.specialist_id === open)
  const shown = SHOWN[search.show ?? ''] ?? (() => true)
  const rows = staffing.specialists.filter(
    (one) =>
      shown(one) &&
      holds(search.q, one.name_masked, one.staff_no, one.login, one.cell_name, ...one.qualifications.map(qualificationWord), ...one.profile.languages.map(languageWord)),
  )
  const numberOf = new Map(staffing.cells.map((cell) => [cell.cell_id, cell.number]))
  const columns: Column<Specialist>[] = [
    {
      key: 'name',
      header: t({ message: '专员', context: 'one' }),
      unbroken: true,
      cell: (one) => (
        <>
          {mayKeep ? (
            <button type="button" className="profile-link" aria-label={t`档案：${one.name_masked} ${one.staff_no}`} onClick={() => setOpen(one.specialist_id)}>
              {one.name_masked}
            </button>
          ) : (
            one.name_masked
          )}
          <div className="soft">{[one.staff_no, one.login].filter(Boolean).join(' · ')}</div>
          {leads && one.login && (one.cell_id !== null || one.standing_in.length > 0) && (
            <Link to="/staffing/weeks/$specialistId" params={{ specialistId: String(one.specialist_id) }} aria-label={t`看一周：${one.name_masked}`}>
              <Trans>看一周</Trans>
            </Link>
          )}
        </>
      ),
      sort: (one) => one.staff_no,
    },
    { key: 'status', header: t`状态`, cell: (one) => <State one={one} />, sort: (one) => (one.profile.on_leave ? '休假' : one.status) },
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
              <Link to="/staffing" className="unbroken" search={{ ...search, cell: number }}>
                {number} {one.cell_name}
              </Link>
            )}
            {one.standing_in.length > 0 && <div className="soft">{t`代管 ${one.standing_in.join('、')} 格`}</div>}
          </>
        )
      },
      sort: (one) => one.cell_name ?? '',
    },
    { key: 'employment', header: t`用工`, cell: (one) => <Work one={one} />, sort: (one) => one.profile.working_share ?? 1 },
    { key: 'grade', header: t`级别与资质`, cell: (one) => <Grade one={one} />, sort: (one) => one.profile.grade ?? 0 },
    { key: 'languages', header: t`语言`, cell: (one) => <Languages one={one} />, sort: (one) => one.profile.languages.join() },
    {
      key: 'years',
      header: t`年限`,
      cell: (one) => (one.years_of_service === null ? '–' : decimal(one.years_of_service, 1)),
      sort: (one) => one.years_of_service ?? -1,
      numeric: true,
    },
  ]
  return (
    <>
      <StaffingFilters
        placeholder={t`姓名、工号、资质、语言或网格`}
        label={t`安排`}
        options={[
          { value: 'free', label: t`在岗，没有网格` },
          { value: 'with_cell', label: t`在岗，有网格` },
          { value: 'on_leave', label: t`今天休假` },
          { value: 'part_time', label: t`非全时` },
          { value: 'away', label: t`不在岗` },
        ]}
      >
        <Button icon="download" aria-label={t`下载 CSV`} onPress={() => downloadSpecialists(rows, numberOf)}>
          <Trans>CSV</Trans>
        </Button>
      </StaffingFilters>
      {rows.length > 0 ? <Table caption={t`专员`} columns={columns} rows={rows} rowKey={(one) => one.specialist_id} /> : <NoRows />}
      {opened && <ProfileDialog key={opened.specialist_id} city={city} one={opened} onClose={() => setOpen(undefined)} />}
    </>
  )
}
