import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { tonightQuery, type PreviewStep, type Programme } from '../../api/nurture'
import { count, day } from '../../i18n/format'
import { nurtureStepWord, occasionWord } from '../../i18n/nurture'
import { Figure, Figures } from '../../ui/Figures'
import { ErrorNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { Table, type Column } from '../../ui/Table'
import { Waiting } from '../../ui/Waiting'
import { LeftOut } from './LeftOut'

/** What the next night would send, and why others are left out. */
export function Tonight({ city, programme }: { city: string; programme: Programme }) {
  const { t } = useLingui()
  const tonight = useQuery(tonightQuery(city))
  const columns: Column<PreviewStep>[] = [
    { key: 'occasion', header: t`关怀事由`, cell: (row) => occasionWord(programme.occasions, row.occasion) },
    { key: 'step', header: t`方式`, cell: (row) => nurtureStepWord(row.step) },
    { key: 'send', header: t`会发出`, cell: (row) => count(row.lots.nurtured), numeric: true },
    { key: 'held', header: t`对照组`, cell: (row) => count(row.lots.held_out), numeric: true },
    { key: 'alone', header: t`完全不联系`, cell: (row) => count(row.lots.left_alone), numeric: true },
    { key: 'left', header: t`不发的客户和原因`, cell: (row) => <LeftOut reasons={row.left_out} /> },
  ]
  const steps = tonight.data?.steps ?? []
  const sent = (kind: string) => steps.reduce((sum, step) => sum + (step.step === kind ? step.lots.nurtured : 0), 0)
  return (
    <Section title={t`今晚会发什么`}>
      {tonight.error && <ErrorNotice error={tonight.error} />}
      {tonight.isPending && <Waiting />}
      {tonight.data && (
        <>
          <p className="soft">
            <Trans>按 {day(tonight.data.day)} 的客户情况预览，不会发出任何消息。已经收到的客户不再列出；每位客户一晚只有一个事由。</Trans>
          </p>
          <Figures>
            <Figure label={t`关怀消息`} value={count(sent('message'))} />
            <Figure label={t`外呼`} value={count(sent('call'))} />
            <Figure label={t`专员联系`} value={count(sent('field'))} />
          </Figures>
          <Table caption={t`今晚会发什么一览`} columns={columns} rows={steps} rowKey={(row) => `${row.occasion} ${row.step}`} />
        </>
      )}
    </Section>
  )
}
