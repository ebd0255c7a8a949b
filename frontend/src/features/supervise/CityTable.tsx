import { useLingui } from '@lingui/react/macro'
import type { SeatBoard } from '../../api/seats'
import { count, dateTime } from '../../i18n/format'
import { currentLocale } from '../../i18n'
import { chooseCity, cityName } from '../../session/city'
import { Button } from '../../ui/Button'
import { Table, type Column } from '../../ui/Table'

type Line = SeatBoard['cities'][number]

/** What waits in each city that somebody leads; a press goes there. */
export function CityTable({ cities }: { cities: Line[] }) {
  const { t } = useLingui()
  const figure = (key: 'waiting' | 'late' | 'callbacks_due' | 'on_call', header: string): Column<Line> => ({
    key,
    header,
    cell: (line) => count(line[key]),
    sort: (line) => line[key],
    numeric: true,
  })
  const columns: Column<Line>[] = [
    {
      key: 'city',
      header: t`城市`,
      cell: (line) => (
        <Button look="quiet" onPress={() => chooseCity(line.code)}>
          {cityName(line, currentLocale())}
        </Button>
      ),
    },
    figure('waiting', t`待呼`),
    figure('late', t`超过目标`),
    figure('callbacks_due', t`回拨到点`),
    figure('on_call', t`通话中`),
    { key: 'oldest', header: t`最早`, cell: (line) => (line.oldest ? dateTime(line.oldest) : '–'), sort: (line) => line.oldest ?? '' },
  ]
  return <Table caption={t`各城市`} columns={columns} rows={cities} rowKey={(line) => line.code} />
}
