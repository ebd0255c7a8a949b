import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { previewMove, type MoveOrder, type SeatBoard } from '../../api/seats'
import { seatStateWord } from '../../i18n/seats'
import { taskKindWord } from '../../i18n/work'
import { Button } from '../../ui/Button'
import { Checks } from '../../ui/Checks'
import { Choice, Field } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { Moves } from './Moves'
import { Preview } from './Preview'

type Order = Required<MoveOrder>

const FRESH: Order = { from_seat: null, to_seats: [], kind: null, only_promised: false, older_than_days: 0, most: 100, reason: '' }

interface Props {
  city: string
  board: SeatBoard
  leads: boolean
}

/** Give what waits to certain seats, or take it from one of them: looked at first, then done, and taken back where need be. */
export function MovePanel({ city, board, leads }: Props) {
  const { t } = useLingui()
  const [order, setOrder] = useState(FRESH)
  const look = useMutation({ mutationFn: () => previewMove(city, order) })
  const set = (change: Partial<Order>) => {
    look.reset()
    setOrder({ ...order, ...change })
  }
  const there = board.seats.filter((seat) => seat.state !== 'absent' && seat.state !== 'away' && seat.account_id !== order.from_seat)
  const holding = board.seats.filter((seat) => seat.assigned > 0)
  return (
    <div className="stack">
      {leads && (
        <Section title={t`成批调派`}>
          <div className="move-form">
            <Choice
              label={t`从`}
              value={order.from_seat ?? ''}
              options={[{ value: '', label: t`公共名单` }, ...holding.map((seat) => ({ value: seat.account_id, label: t`${seat.name}（${seat.assigned} 位）` }))]}
              onChange={(value) => set({ from_seat: value || null, to_seats: order.to_seats.filter((one) => one !== value) })}
            />
            <Choice
              label={t`事由`}
              value={order.kind ?? ''}
              options={[{ value: '', label: t`全部` }, ...board.kinds.map(({ kind }) => ({ value: kind, label: taskKindWord(kind) }))]}
              onChange={(value) => set({ kind: value || null })}
            />
            <Choice
              label={t`哪些`}
              value={order.only_promised ? 'promised' : String(order.older_than_days)}
              options={[
                { value: '0', label: t`所有待呼` },
                { value: 'promised', label: t`只要约好的回拨` },
                { value: '3', label: t`等了 3 天以上` },
                { value: '7', label: t`等了 7 天以上` },
              ]}
              onChange={(value) => set({ only_promised: value === 'promised', older_than_days: value === 'promised' ? 0 : Number(value) })}
            />
            <Field label={t`最多几位`} inputMode="numeric" value={String(order.most)} onChange={(value) => set({ most: Math.min(1000, Number(value.replace(/\D/g, '')) || 1) })} />
          </div>
          <Checks
            label={t`给（轮流；一个都不选：放回公共名单）`}
            options={there.map((seat) => ({ value: seat.account_id, label: `${seat.name} · ${seatStateWord(seat.state)}` }))}
            chosen={order.to_seats}
            onChange={(to_seats) => set({ to_seats })}
          />
          <Field label={t`原因`} value={order.reason} maxLength={200} onChange={(reason) => setOrder({ ...order, reason })} />
          {look.error && <ErrorNotice error={look.error} />}
          <div className="row">
            <Button icon="eye" onPress={() => look.mutate()} isPending={look.isPending}>
              <Trans>先看结果</Trans>
            </Button>
            <span className="soft">
              <Trans>正在通话的客户留给通话的坐席；分出去的客户过了时限会自动回到公共名单。</Trans>
            </span>
          </div>
          {look.data && (
            <Preview
              city={city}
              order={order}
              preview={look.data}
              onDone={() => {
                look.reset()
                setOrder(FRESH)
              }}
            />
          )}
        </Section>
      )}
      <Moves city={city} leads={leads} />
    </div>
  )
}
