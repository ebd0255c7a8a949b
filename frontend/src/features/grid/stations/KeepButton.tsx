import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '../../../api/client'
import type { Stations } from '../../../api/plans'
import { plansQuery, type City, type Plan } from '../../../api/queries'
import { count } from '../../../i18n/format'
import { Button } from '../../../ui/Button'
import { ErrorNotice } from '../../../ui/Notice'
import { tell } from '../../../ui/toast'
import { isDraft } from '../state'

interface Props {
  city: City
  plan: Plan
  stations: Stations
}

interface Wish {
  station_nos: string[]
  closing: string[]
}

const NOTHING: Wish = { station_nos: [], closing: [] }

const keep = (plan: Plan, wish: Wish, revision: number) =>
  answered(api.PUT('/api/v1/plans/{plan_id}/stations', { params: { path: { plan_id: plan.id } }, body: { ...wish, revision } }))

const isSame = (one: string[], other: string[]) => one.length === other.length && one.every((number) => other.includes(number))

/** Keeps the chosen stations as those of the draft; what was kept before can be had back. */
export function KeepButton({ city, plan, stations }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const readAnew = () => queries.invalidateQueries({ queryKey: plansQuery(city.code).queryKey })
  const before: Wish = { station_nos: stations.wished, closing: stations.wished_closing }
  const shown: Wish = {
    station_nos: stations.candidates.filter((one) => one.chosen).map((one) => one.station_no),
    closing: stations.closings.map((one) => one.station_no),
  }
  const undo = useMutation({
    mutationFn: ({ wanted, revision }: { wanted: Wish; revision: number }) => keep(plan, wanted, revision),
    onSettled: readAnew,
  })
  const change = useMutation({
    mutationFn: ({ wanted }: { wanted: Wish; kept: Wish }) => keep(plan, wanted, plan.revision),
    onSuccess: ({ wished, wished_closing: closing, revision }, { kept }) =>
      tell(said(wished.length, closing.length), () => undo.mutate({ wanted: kept, revision })),
    onSettled: readAnew,
  })
  if (!isDraft(plan)) return null
  const put = (wanted: Wish) => change.mutate({ wanted, kept: before })
  const said = (wished: number, closing: number) =>
    closing > 0 ? t`已选定 ${count(wished)} 个网点，关闭 ${count(closing)} 个。` : wished > 0 ? t`已选定 ${count(wished)} 个网点。` : t`发布时由系统选网点。`
  const isKept = isSame(before.station_nos, shown.station_nos) && isSame(before.closing, shown.closing)
  const isWished = before.station_nos.length + before.closing.length > 0
  const error = change.error ?? undo.error
  return (
    <section className="stack-tight">
      <div className="row">
        <Button look="primary" isDisabled={isKept} isPending={change.isPending} onPress={() => put(shown)}>
          {isKept ? <Trans>已选定这些网点</Trans> : <Trans>选定这些网点</Trans>}
        </Button>
        {isWished && (
          <Button isPending={change.isPending} onPress={() => put(NOTHING)}>
            <Trans>不选定</Trans>
          </Button>
        )}
      </div>
      <p className="soft">
        {before.closing.length > 0 ? (
          <Trans>
            已选定 {count(before.station_nos.length)} 个，发布时生效，并关闭 {count(before.closing.length)} 个。
          </Trans>
        ) : isWished ? (
          <Trans>已选定 {count(before.station_nos.length)} 个，发布时就开这些；专员坐不下时再加。</Trans>
        ) : (
          <Trans>还没有选定，发布时由系统选路程最短的。</Trans>
        )}
      </p>
      {error && <ErrorNotice error={error} />}
    </section>
  )
}
