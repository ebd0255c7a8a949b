import { Trans, useLingui } from '@lingui/react/macro'
import type { Matter } from '../../api/matters'
import { dateTime, day, today } from '../../i18n/format'
import { matterStateWord, ruleWord } from '../../i18n/seats'
import { Button } from '../../ui/Button'
import { Table, type Column } from '../../ui/Table'

interface Props {
  matters: Matter[]
  onOpen: (matter: string) => void
}

export function MatterTable({ matters, onOpen }: Props) {
  const { t } = useLingui()
  const columns: Column<Matter>[] = [
    { key: 'kind', header: t`事项`, cell: (matter) => <Kind matter={matter} />, sort: (matter) => ruleWord(matter), unbroken: true },
    { key: 'customer', header: t({ message: '客户', context: 'one' }), cell: (matter) => matter.name_masked || t`未知来电者`, unbroken: true },
    { key: 'at', header: t`时间`, cell: (matter) => dateTime(matter.opened_at), sort: (matter) => matter.opened_at, unbroken: true },
    { key: 'seat', header: t`坐席`, cell: (matter) => matter.opened_by, unbroken: true },
    { key: 'due', header: t`答复期限`, cell: (matter) => <Due matter={matter} />, sort: (matter) => matter.due_on ?? '9999' },
    { key: 'state', header: t`状态`, cell: (matter) => matterStateWord(matter.state, matter.kind), sort: (matter) => matter.state },
    {
      key: 'open',
      header: t`操作`,
      cell: (matter) => (
        <Button onPress={() => onOpen(matter.id)} aria-label={t`查看 ${ruleWord(matter)} ${matter.name_masked}`}>
          <Trans>查看</Trans>
        </Button>
      ),
    },
  ]
  return <Table caption={t`坐席登记的事项`} columns={columns} rows={matters} rowKey={(matter) => matter.id} />
}

function Kind({ matter }: { matter: Matter }) {
  return matter.due_on === null ? <span className="badge badge-bad">{ruleWord(matter)}</span> : ruleWord(matter)
}

function Due({ matter }: { matter: Matter }) {
  if (matter.due_on === null) return '–'
  const late = matter.decided_at === null && matter.due_on < today()
  return <span className={late ? 'late' : undefined}>{day(matter.due_on)}</span>
}
