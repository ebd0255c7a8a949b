import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { moveItems, type MoveOrder, type MovePreview } from '../../api/seats'
import { count, day } from '../../i18n/format'
import { taskKindWord } from '../../i18n/work'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/Notice'
import { Table, type Column } from '../../ui/Table'
import { tell } from '../../ui/toast'
import { useUndoing } from './undoing'

interface Props {
  city: string
  order: MoveOrder
  preview: MovePreview
  onDone: () => void
}

type Item = MovePreview['items'][number]

/** What a move would come to, before it is made. */
export function Preview({ city, order, preview, onDone }: Props) {
  const { t } = useLingui()
  const { undo, readAgain } = useUndoing(city)
  const move = useMutation({
    mutationFn: () => moveItems(city, order),
    onSuccess: async (made) => {
      await readAgain()
      tell(t`已调派 ${made.moved} 位客户。`, () => undo.mutate(made.id))
      onDone()
    },
  })
  const nameOf = (account: string | null) => preview.targets.find((target) => target.account_id === account)?.name ?? t`公共名单`
  const columns: Column<Item>[] = [
    { key: 'name', header: t({ message: '客户', context: 'one' }), cell: (item) => item.name_masked, unbroken: true },
    { key: 'kind', header: t`事由`, cell: (item) => taskKindWord(item.kind) },
    { key: 'due', header: t`应呼日`, cell: (item) => day(item.due_on), sort: (item) => item.due_on },
    { key: 'to', header: t`给`, cell: (item) => nameOf(item.to_account), sort: (item) => nameOf(item.to_account) },
  ]
  return (
    <div className="stack">
      <p>
        <strong>
          <Plural value={preview.moved} other="将调派 # 位客户" />
        </strong>
        {preview.targets.length > 0 && (
          <>
            {'：'}
            {preview.targets.map((target) => t`${target.name} ${count(target.gets)} 位`).join('、')}
          </>
        )}
      </p>
      {preview.on_call > 0 && <p className="soft">{t`${count(preview.on_call)} 位正在通话，留给通话的坐席。`}</p>}
      {preview.without_room > 0 && <p className="soft">{t`${count(preview.without_room)} 位留在原处：接手的坐席名额已满，或不做这类任务、不讲客户的语言。`}</p>}
      {move.error && <ErrorNotice error={move.error} />}
      {preview.moved > 0 && (
        <>
          <div className="row">
            <Button look="primary" onPress={() => move.mutate()} isPending={move.isPending}>
              <Trans>调派</Trans>
            </Button>
          </div>
          <Table caption={t`将调派的客户`} columns={columns} rows={preview.items} rowKey={(item) => item.item_id} />
        </>
      )}
    </div>
  )
}
