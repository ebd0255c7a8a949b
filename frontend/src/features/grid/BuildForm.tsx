import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { answered, api, type Schemas } from '../../api/client'
import { cellsQuery, plansQuery, type City } from '../../api/queries'
import { barrierWords, type Barrier } from '../../i18n/barriers'
import { count } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Checks } from '../../ui/Checks'
import { Choice, Field } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { KeptCells } from './KeptCells'
import { planLabel } from './label'
import { StationClosing } from './StationClosing'

type Size = 'cells' | 'capacity'
type Pool = Schemas['OrderIn']['pool']
type Load = Schemas['Load']

const ANEW = 'anew'

/** What is asked of a new plan. */
export function BuildForm({ city, onClose }: { city: City; onClose: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const navigate = useNavigate({ from: '/grid' })
  const plans = useQuery(plansQuery(city.code)).data?.items.filter((plan) => plan.quality !== null) ?? []
  const [way, setWay] = useState(ANEW)
  const kept = plans.find((plan) => plan.id === way)
  const [leaving, setLeaving] = useState<number[]>([])
  const [closing, setClosing] = useState<Schemas['ClosingIn'][]>([])
  // Cells that somebody locked in the plan stay locked unless he is asked otherwise.
  const flagged = useQuery({ ...cellsQuery(kept?.id ?? '', kept?.revision ?? 0), enabled: kept !== undefined })
  const [chosen, setLocked] = useState<number[] | null>(null)
  const locked = chosen ?? flagged.data?.features.filter((one) => one.properties.locked).map((one) => one.properties.number) ?? []
  const [size, setSize] = useState<Size>('cells')
  const [number, setNumber] = useState('30')
  const [tolerance, setTolerance] = useState('5')
  const [load, setLoad] = useState<Load>('heads')
  const [pool, setPool] = useState<Pool>('orphan')
  const [barriers, setBarriers] = useState<Barrier[]>([])
  const stay = (kept?.cells ?? 0) - leaving.length - closing.reduce((sum, one) => sum + (one.give_up ?? 0), 0)
  const order = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/api/v1/cities/{code}/plans', {
          params: { path: { code: city.code } },
          body: {
            ...(kept ? { keep: kept.id } : {}),
            ...(number.trim() === '' ? {} : { [kept ? 'cells' : size]: Number(number) }),
            tolerance: Number(tolerance) / 100,
            load,
            pool,
            barriers,
            leaving,
            locked,
            closing,
          },
        }),
      ),
    onSuccess: async (plan) => {
      await queries.invalidateQueries({ queryKey: plansQuery(city.code).queryKey })
      onClose()
      await navigate({ search: { plan: plan.id } })
    },
  })
  const isWhole = /^[1-9]\d*$/.test(number.trim())
  const isEnough = kept ? stay > locked.length && (number.trim() === '' || (isWhole && Number(number) >= stay)) : isWhole
  const isShare = Number(tolerance) >= 0.5 && Number(tolerance) <= 50
  const choose = (value: string) => {
    setWay(value)
    setLeaving([])
    setClosing([])
    setLocked(null)
    // What an earlier plan was cut for goes on, unless somebody says otherwise.
    const earlier = plans.find((plan) => plan.id === value)
    if (earlier) {
      setLoad(earlier.load as Load)
      setPool(earlier.pool as Pool)
      setBarriers(earlier.barriers as Barrier[])
    }
    setNumber(value === ANEW ? '30' : '')
    if (value === ANEW) setSize('cells')
  }
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (isEnough && isShare) order.mutate()
      }}
    >
      {plans.length > 0 && (
        <Choice
          label={t`怎么划`}
          value={way}
          options={[
            { value: ANEW, label: t`重新划` },
            ...plans.map((plan) => ({ value: plan.id, label: t`改划 ${planLabel(plan, t`格`)}，少换客户` })),
          ]}
          onChange={choose}
        />
      )}
      {kept ? (
        <>
          <StationClosing city={city} plan={kept} closing={closing} onChange={setClosing} />
          <KeptCells plan={kept} leaving={leaving} locked={locked} onLeaving={setLeaving} onLocked={setLocked} />
          <Field
            label={t`改划后的网格数`}
            hint={t`不填就是留下的 ${count(stay)} 格；多填的是新网格。`}
            value={number}
            onChange={setNumber}
            inputMode="numeric"
            {...(isEnough ? {} : { error: stay > locked.length ? t`不能少于留下的 ${count(stay)} 格` : t`至少要留下一格不锁定的` })}
          />
        </>
      ) : (
        <>
          <Choice
            label={t`按什么划`}
            value={size}
            options={[
              { value: 'cells', label: t`网格数（网格专员人数）` },
              { value: 'capacity', label: t`每格最多客户数` },
            ]}
            onChange={(value) => {
              setSize(value as Size)
              setNumber(value === 'cells' ? '30' : '1000')
            }}
          />
          <Field
            label={size === 'cells' ? t`网格数` : t`每格客户数`}
            value={number}
            onChange={setNumber}
            inputMode="numeric"
            autoFocus
            {...(isWhole ? {} : { error: t`请填写正整数` })}
          />
        </>
      )}
      <Choice
        label={t`各格相等的是`}
        value={load}
        options={[
          { value: 'heads', label: t`客户数` },
          { value: 'hours', label: t`工时（服务和路上）` },
        ]}
        onChange={(value) => setLoad(value as Load)}
      />
      <Field
        label={t`允许偏差（%）`}
        hint={t`每格客户数或工时与平均值之差；单个大小区除外。`}
        value={tolerance}
        onChange={setTolerance}
        inputMode="decimal"
        {...(isShare ? {} : { error: t`请填写 0.5 到 50 之间的数` })}
      />
      <Choice
        label={t`为谁划`}
        value={pool}
        options={[
          { value: 'orphan', label: t`存续客户` },
          { value: 'orphan_and_mixed', label: t`存续客户和混合客户` },
        ]}
        onChange={(value) => setPool(value as Pool)}
      />
      <Checks
        label={t`网格不跨越`}
        hint={t`一侧住的客户不够整数格时，相邻两侧合用一格。`}
        options={barrierWords()}
        chosen={barriers}
        onChange={setBarriers}
      />
      {order.error && <ErrorNotice error={order.error} />}
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>取消</Trans>
        </Button>
        <Button type="submit" look="primary" isPending={order.isPending} isDisabled={!isEnough || !isShare}>
          <Trans>开始划格</Trans>
        </Button>
      </div>
    </Form>
  )
}
