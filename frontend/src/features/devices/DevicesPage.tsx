import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { DEVICE_FILTERS, devicesSearch } from '../../address/devices'
import { devicesQuery, type TabletRow } from '../../api/devices'
import { count } from '../../i18n/format'
import { useCity } from '../../session/city'
import { useMay } from '../../session/may'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Choice } from '../../ui/Field'
import { Figure, Figures } from '../../ui/Figures'
import { ErrorNotice } from '../../ui/Notice'
import { SearchField } from '../../ui/SearchField'
import { Waiting } from '../../ui/Waiting'
import { DecideDialog } from './DecideDialog'
import { DeviceTable } from './DeviceTable'
import { downloadDevices } from './download'
import { isShown } from './showing'
import './devices.css'

/** Nobody tells a desk that a tablet was in touch; it asks. */
const AGAIN_MS = 20_000

/** The tablets of his specialists: when they were in touch, what waits on them, and what is wrong. */
export function DevicesPage() {
  const city = useCity()?.code ?? ''
  const search = useSearch({ from: '/shell/sync-health' })
  const keeps = useMay('keepDevices')
  const devices = useQuery({ ...devicesQuery(city), refetchInterval: AGAIN_MS })
  const [chosen, choose] = useState<string>()
  const all = devices.data?.items ?? []
  const rows = all.filter((row) => isShown(row, search))
  const opened = all.find((row) => keyOf(row) === chosen)
  return (
    <div className="page-body">
      <h1>
        <Trans>平板同步</Trans>
      </h1>
      <p className="soft">
        <Trans>专员的平板何时联系过、还有多少没有上传。没有上传的工作只在那台平板上，换人、停用之前先让它上传。</Trans>
      </p>
      {devices.error && <ErrorNotice error={devices.error} />}
      {devices.isPending && <Waiting />}
      {all.length > 0 && (
        <>
          <Totals rows={all} />
          <Filters rows={rows} />
        </>
      )}
      {rows.length > 0 && <DeviceTable rows={rows} onDecide={keeps ? (row) => choose(keyOf(row)) : undefined} />}
      {devices.isSuccess && rows.length === 0 && <Nothing isFiltered={all.length > 0} />}
      {opened && <DecideDialog key={chosen} city={city} row={opened} onClose={() => choose(undefined)} />}
    </div>
  )
}

/** One tablet may be used by two people. */
export const keyOf = (row: TabletRow) => `${row.device_id} ${row.specialist_id}`

function Totals({ rows }: { rows: TabletRow[] }) {
  const { t } = useLingui()
  const waiting = rows.filter((row) => row.waiting > 0)
  const photos = rows.reduce((sum, row) => sum + row.photos, 0)
  return (
    <Figures>
      <Figure label={t`平板数`} value={count(rows.length)} note={t`专员 ${count(new Set(rows.map((row) => row.specialist_id)).size)} 名`} />
      <Figure label={t`待上传`} value={count(waiting.reduce((sum, row) => sum + row.waiting, 0))} note={t`所在平板 ${count(waiting.length)} 台`} />
      <Figure label={t`待传照片`} value={count(photos)} />
      <Figure label={t`有问题`} value={count(rows.filter((row) => row.trouble.length > 0).length)} />
    </Figures>
  )
}

function Filters({ rows }: { rows: TabletRow[] }) {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/sync-health' })
  const navigate = useNavigate({ from: '/sync-health' })
  const set = (key: 'q' | 'show', value: string) => void navigate({ search: (before) => devicesSearch({ ...before, [key]: value }), replace: true })
  const words = { trouble: t`有问题`, waiting: t`有待上传`, active: t`在用`, ended: t`停用、报失、清除` }
  return (
    <div className="desk-filters device-filters">
      <SearchField placeholder={t`专员、工号、网格或平板`} value={search.q ?? ''} onChange={(value) => set('q', value)} />
      <Choice
        label={t`状态`}
        value={search.show ?? ''}
        options={[{ value: '', label: t`全部` }, ...DEVICE_FILTERS.map((value) => ({ value, label: words[value] }))]}
        onChange={(value) => set('show', value)}
      />
      <Button icon="download" aria-label={t`下载 CSV`} onPress={() => downloadDevices(rows)}>
        <Trans>CSV</Trans>
      </Button>
    </div>
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/sync-health' })
  return (
    <Empty icon={isFiltered ? 'search' : 'tablet'} title={isFiltered ? t`没有符合条件的平板` : t`还没有平板`}>
      {isFiltered ? (
        <Button onPress={() => void navigate({ search: {}, replace: true })}>
          <Trans>清除条件</Trans>
        </Button>
      ) : (
        <p className="soft">
          <Trans>专员在平板上登录后，那台平板会自动出现在这里。</Trans>
        </p>
      )}
    </Empty>
  )
}
