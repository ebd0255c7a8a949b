import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { decideDevice, devicesQuery, type TabletRow, type TabletState } from '../../api/devices'
import { remedyFor, tabletStateWord, troubleWord } from '../../i18n/devices'
import { count, dateTime } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { tell } from '../../ui/toast'
import { isWay, useWays } from './ways'

interface Props {
  city: string
  row: TabletRow
  onClose: () => void
}

/** What is wrong with a tablet, and what may be done about it; what cannot be taken back is asked once more. */
export function DecideDialog({ city, row, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const ways = useWays(row)
  const [asked, ask] = useState<TabletState>()
  const { mutate, error, isPending } = useMutation({
    mutationFn: ({ state }: { state: TabletState; before: TabletRow['state'] }) => decideDevice(row.device_id, state),
    onSuccess: (_, { state, before }) => {
      const undo = state === 'revoked' && isWay(before) ? () => mutate({ state: before, before: state }) : undefined
      tell(t`${row.specialist} 的平板：${tabletStateWord(state)}`, undo)
      onClose()
    },
    onSettled: () => queries.invalidateQueries(devicesQuery(city)),
  })
  const way = ways.find(({ state }) => state === asked)
  return (
    <Dialog title={t`${row.specialist} 的平板`} isOpen onClose={onClose} wide>
      <p>
        {row.name} · {tabletStateWord(row.state)}
        {row.reported_at && <> · {t`最近联系 ${dateTime(row.reported_at)}`}</>}
      </p>
      {row.waiting > 0 && (
        <Notice tone="warn">
          <strong>{t`还有 ${count(row.waiting)} 项没有上传`}</strong>
          <span>
            <Trans>清除之前平板会先上传；离线的平板要等它下次联网。</Trans>
          </span>
        </Notice>
      )}
      {row.trouble.map((code) => (
        <div key={code} className="stack-tight">
          <strong>{troubleWord(code, row)}</strong>
          <span className="soft">{remedyFor(code)}</span>
        </div>
      ))}
      {error && <ErrorNotice error={error} />}
      {way ? (
        <>
          <p>{way.sure}</p>
          <div className="row dialog-foot">
            <span className="row-end" />
            <Button onPress={() => ask(undefined)}>
              <Trans>返回</Trans>
            </Button>
            <Button look="danger" isPending={isPending} onPress={() => mutate({ state: way.state, before: row.state })}>
              {way.label}
            </Button>
          </div>
        </>
      ) : (
        <>
          <div className="device-ways">
            {ways.map((one) => (
              <Way key={one.state} label={one.label} what={one.what} onPress={() => (one.sure ? ask(one.state) : mutate({ state: one.state, before: row.state }))} />
            ))}
          </div>
          <div className="row dialog-foot">
            <span className="row-end" />
            <Button onPress={onClose}>
              <Trans>关闭</Trans>
            </Button>
          </div>
        </>
      )}
    </Dialog>
  )
}

function Way({ label, what, onPress }: { label: string; what: string; onPress: () => void }) {
  return (
    <>
      <Button onPress={onPress}>{label}</Button>
      <span className="soft">{what}</span>
    </>
  )
}
