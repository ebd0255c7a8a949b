import { Trans, useLingui } from '@lingui/react/macro'
import type { Occasion, Programme } from '../../api/nurture'
import { count } from '../../i18n/format'
import { nurturePurposeWord, occasionWord } from '../../i18n/nurture'
import { Section } from '../../ui/Section'
import { Table, type Column } from '../../ui/Table'

/** The programme's rules, as they are in force. */
export function Rules({ programme }: { programme: Programme }) {
  const { t } = useLingui()
  const calls = t`消息后 ${programme.call_first}–${programme.call_last} 天仍未联系上的，转坐席外呼`
  const columns: Column<Occasion>[] = [
    { key: 'name', header: t`关怀事由`, cell: (one) => occasionWord(programme.occasions, one.name) },
    { key: 'purpose', header: t`目的`, cell: (one) => nurturePurposeWord(one.purpose) },
    { key: 'lasts', header: t`持续天数`, cell: (one) => count(one.lasts_days), numeric: true },
    { key: 'every', header: t`至少间隔天数`, cell: (one) => count(one.every_days), numeric: true },
    { key: 'call', header: t`外呼`, cell: (one) => (one.call ? calls : '–') },
    { key: 'field', header: t`专员联系`, cell: (one) => (one.field ? t`有余力时代替消息` : '–') },
    { key: 'text', header: t`消息内容`, cell: (one) => <span className="nurture-text">{one.text}</span> },
  ]
  return (
    <Section title={t`关怀规则 ${programme.version}`}>
      <ul className="nurture-rules soft">
        <li>
          <Trans>
            应缴前 {programme.before_due_days} 天到应缴后 {programme.after_due_days} 天不发，缴清后恢复。
          </Trans>
        </li>
        <li>
          <Trans>任何联系后 {programme.after_contact_days} 天内不发；有转上门、回拨、承诺跟进、理赔或保全未办结时不发。</Trans>
        </li>
        {programme.budget.map((one) => (
          <li key={one.days}>
            <Trans>
              {one.days} 天内至多 {one.messages} 条。
            </Trans>
          </li>
        ))}
        <li>
          <Trans>
            专员每天至多新增 {programme.field_a_day} 项、手上至多 {programme.field_open} 项；同一事由由专员联系的，不再发消息；逾期未办的，转坐席外呼。
          </Trans>
        </li>
        <li>
          <Trans>营销须客户同意，并遵守全公司的触达额度；拒绝营销或勿扰的客户一律不发。事由按下表从上到下，先到先发。</Trans>
        </li>
      </ul>
      <Table caption={t`事由一览`} columns={columns} rows={programme.occasions} rowKey={(one) => one.name} />
    </Section>
  )
}
