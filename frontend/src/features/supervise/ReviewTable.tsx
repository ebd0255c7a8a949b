import { Trans, useLingui } from '@lingui/react/macro'
import type { CallReview } from '../../api/seats'
import { dateTime, hoursAndMinutes } from '../../i18n/format'
import { callOutcomeWord } from '../../i18n/work'
import { Button } from '../../ui/Button'
import { Table, type Column } from '../../ui/Table'

interface Props {
  reviews: CallReview[]
  leads: boolean
  onOpen: (review: string) => void
}

/** Drawn calls: first those that wait to be scored. */
export function ReviewTable({ reviews, leads, onOpen }: Props) {
  const { t } = useLingui()
  const columns: Column<CallReview>[] = [
    { key: 'seat', header: t`坐席`, cell: (review) => review.seat_name, sort: (review) => review.seat_name, unbroken: true },
    { key: 'customer', header: t({ message: '客户', context: 'one' }), cell: (review) => review.name_masked, unbroken: true },
    { key: 'at', header: t`时间`, cell: (review) => dateTime(review.ended_at), sort: (review) => review.ended_at, unbroken: true },
    { key: 'length', header: t`时长`, cell: (review) => hoursAndMinutes(Date.parse(review.ended_at) - Date.parse(review.begun_at)), numeric: true },
    { key: 'outcome', header: t`结果`, cell: (review) => callOutcomeWord(review.outcome) },
    {
      key: 'points',
      header: t`得分`,
      cell: (review) => (review.points === null ? <span className="badge badge-warn">{t`待打分`}</span> : `${review.points} / ${review.most}`),
      sort: (review) => review.points ?? -1,
      numeric: true,
    },
    { key: 'seen', header: t`坐席已阅`, cell: (review) => (review.seen_at ? dateTime(review.seen_at) : '–') },
    {
      key: 'open',
      header: t`操作`,
      cell: (review) => (
        <Button onPress={() => onOpen(review.review_id)} aria-label={t`打开 ${review.seat_name} ${dateTime(review.ended_at)} 的通话`}>
          {leads && review.points === null ? <Trans>打分</Trans> : <Trans>查看</Trans>}
        </Button>
      ),
    },
  ]
  return <Table caption={t`抽到的通话`} columns={columns} rows={reviews} rowKey={(review) => review.review_id} />
}
