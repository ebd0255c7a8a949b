import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { tellSpecialist, toldQuery } from '../../api/messages'
import { dateTime } from '../../i18n/format'
import { newId } from '../../outbox/ids'
import { Button } from '../../ui/Button'
import { NoteField } from '../../ui/NoteField'
import { ErrorNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'

const LONGEST = 500

/** A word to whoever works the customer's cell, and what he answered. */
export function TellSpecialist({ customer }: { customer: number }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const told = useQuery(toldQuery(customer))
  const [text, setText] = useState('')
  const [number, setNumber] = useState(() => newId())
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => tellSpecialist(customer, { message_id: number, text: text.trim() }),
    onSuccess: async () => {
      setText('')
      setNumber(newId())
      await queries.invalidateQueries({ queryKey: toldQuery(customer).queryKey })
    },
  })
  const rows = told.data?.items ?? []
  return (
    <Section title={t`给专员留言`} many={rows.length}>
      {told.error && <ErrorNotice error={told.error} />}
      {rows.map((one) => (
        <div key={one.message_id} className="stack-tight">
          <span>{one.text}</span>
          <span className="soft">
            {dateTime(one.sent_at)} {one.to.some((reader) => reader.read_at) ? t`已读` : t`未读`}
          </span>
          {one.to.map((reader) => reader.reply && <strong key={reader.reply}>{t`回复：${reader.reply}`}</strong>)}
        </div>
      ))}
      <NoteField label={t`留言`} rows={2} value={text} onChange={setText} maxLength={LONGEST} />
      {error && <ErrorNotice error={error} />}
      <div className="row">
        <span className="row-end" />
        <Button isDisabled={isPending || text.trim() === ''} onPress={() => mutate()}>
          <Trans>发送留言</Trans>
        </Button>
      </div>
    </Section>
  )
}
