import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readersQuery, sendMessage } from '../../api/messages'
import { newId } from '../../outbox/ids'
import { Button } from '../../ui/Button'
import { Checks } from '../../ui/Checks'
import { Dialog } from '../../ui/Dialog'
import { NoteField } from '../../ui/NoteField'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'

const LONGEST = 500

export interface WriteProps {
  city: string
  /** Whom it is about, and the name of his cell: whoever works it is chosen already. */
  about?: { customer_id: number; name_masked: string; cell: string | undefined }
  onClose: () => void
}

/** To one, to several or to all of a station. */
export function WriteDialog({ city, about, onClose }: WriteProps) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const readers = useQuery(readersQuery(city))
  // One message has one number, however often it is sent.
  const [number] = useState(() => newId())
  const [ticked, setTo] = useState<string[]>()
  const [text, setText] = useState('')
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => sendMessage(city, { message_id: number, to: to.map(Number), text: text.trim(), customer_id: about?.customer_id ?? null }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['sent-messages', city] })
      onClose()
    },
  })
  const all = readers.data?.items ?? []
  const stations = Map.groupBy(all, (one) => one.station ?? '')
  const everybody = all.map((one) => String(one.specialist_id))
  const his = all.filter((one) => about?.cell !== undefined && one.cells.includes(about.cell)).map((one) => String(one.specialist_id))
  const to = ticked ?? his
  return (
    <Dialog title={about ? t`关于 ${about.name_masked}，写给专员` : t`写消息`} isOpen onClose={onClose} wide>
      {readers.error && <ErrorNotice error={readers.error} />}
      {readers.isPending && <Waiting />}
      {readers.data && everybody.length === 0 && <p className="soft">{t`您的网格里现在没有能收消息的专员。`}</p>}
      {everybody.length > 1 && (
        <div className="row">
          <Button onPress={() => setTo(everybody)}>{t`选全体`}</Button>
          <Button onPress={() => setTo([])}>{t`全不选`}</Button>
        </div>
      )}
      {[...stations].map(([station, ones]) => (
        <Checks
          key={station}
          label={station || t`没有网点`}
          options={ones.map((one) => ({ value: String(one.specialist_id), label: `${one.name_masked} ${one.cells.join(t`，`)}` }))}
          chosen={to.filter((one) => ones.some((reader) => String(reader.specialist_id) === one))}
          onChange={(chosen) => setTo([...to.filter((one) => ones.every((reader) => String(reader.specialist_id) !== one)), ...chosen])}
        />
      ))}
      <NoteField label={t`消息内容`} value={text} onChange={setText} maxLength={LONGEST} rows={4} />
      {error && <ErrorNotice error={error} />}
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>取消</Trans>
        </Button>
        <Button look="primary" isDisabled={isPending || to.length === 0 || text.trim() === ''} onPress={() => mutate()}>
          <Trans>发给 {to.length} 人</Trans>
        </Button>
      </div>
    </Dialog>
  )
}
