import { useLingui } from '@lingui/react/macro'
import type { Night } from '../../api/nurture'
import { count, day } from '../../i18n/format'
import { Section } from '../../ui/Section'
import { Table, type Column } from '../../ui/Table'
import { LeftOut } from './LeftOut'

/** What the last nights did. */
export function Nights({ nights }: { nights: Night[] }) {
  const { t } = useLingui()
  const columns: Column<Night>[] = [
    { key: 'day', header: t`日期`, cell: (night) => day(night.day) },
    { key: 'messages', header: t`关怀消息`, cell: (night) => count(night.messages), numeric: true },
    { key: 'calls', header: t`外呼`, cell: (night) => count(night.calls), numeric: true },
    { key: 'tasks', header: t`专员联系`, cell: (night) => count(night.tasks), numeric: true },
    { key: 'kept', header: t`抽签不发`, cell: (night) => count(night.kept_back), numeric: true },
    { key: 'left', header: t`不发的客户和原因`, cell: (night) => <LeftOut reasons={night.left_out} /> },
  ]
  return (
    <Section title={t`最近几晚`} many={nights.length} none={t`还没有运行过。`}>
      <Table caption={t`最近几晚一览`} columns={columns} rows={nights} rowKey={(night) => night.day} />
    </Section>
  )
}
