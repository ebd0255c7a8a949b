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

const keep = (plan: Plan, station_nos: string[], revision: number) =>
  answered(api.PUT('/api/v1/plans/{plan_id}/stations', { params: { path: { plan_id: plan.id } }, body: { station_nos, revision } }))

/** Keeps the chosen stations as those of the draft; what was kept before can be had back. */
export function KeepButton({ city, plan, stations }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const readAnew = () => queries.invalidateQueries({ queryKey: plansQuery(city.code).queryKey })
  const chosen = stations.candidates.filter((one) => one.chosen).map((one) => one.station_no)
  const undo = useMutation({
    mutationFn: ({ before, revision }: { before: string[]; revision: number }) => keep(plan, before, revision),
    onSettled: readAnew,
  })
  const change = useMutation({
    mutationFn: ({ wanted }: { wanted: string[]; before: string[] }) => keep(plan, wanted, plan.revision),
    onSuccess: ({ wished, revision }, { before }) =>
      tell(wished.length > 0 ? t`已选定 ${count(wished.length)} 个网点。` : t`发布时由系统选网点。`, () => undo.mutate({ before, revision })),
    onSettled: readAnew,
  })
  if (!isDraft(plan)) return null
  const put = (wanted: string[]) => change.mutate({ wanted, before: stations.wished })
  const isKept = stations.wished.length === chosen.length && chosen.every((one) => stations.wished.includes(one))
  const error = change.error ?? undo.error
  return (
    <section className="stack-tight">
      <div className="row">
        <Button look="primary" isDisabled={isKept} isPending={change.isPending} onPress={() => put(chosen)}>
          {isKept ? <Trans>已选定这些网点</Trans> : <Trans>选定这些网点</Trans>}
        </Button>
        {stations.wished.length > 0 && (
          <Button isPending={change.isPending} onPress={() => put([])}>
            <Trans>不选定</Trans>
          </Button>
        )}
      </div>
      <p className="soft">
        {stations.wished.length > 0 ? (
          <Trans>已选定 {count(stations.wished.length)} 个，发布时就开这些；专员坐不下时再加。</Trans>
        ) : (
          <Trans>还没有选定，发布时由系统选路程最短的。</Trans>
        )}
      </p>
      {error && <ErrorNotice error={error} />}
    </section>
  )
}
