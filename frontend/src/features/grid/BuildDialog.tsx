import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { answered, api, type Schemas } from '../../api/client'
import { plansQuery, type City } from '../../api/queries'
import { barrierWords, type Barrier } from '../../i18n/barriers'
import { Button } from '../../ui/Button'
import { Checks } from '../../ui/Checks'
import { Dialog } from '../../ui/Dialog'
import { Choice, Field } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'

export function BuildButton({ city }: { city: City }) {
  const { t } = useLingui()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon="plus" onPress={() => setOpen(true)}>
        <Trans>划格</Trans>
      </Button>
      <Dialog title={t`划一套新网格`} isOpen={isOpen} onClose={() => setOpen(false)}>
        <BuildForm city={city} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

type Size = 'cells' | 'capacity'
type Pool = Schemas['OrderIn']['pool']

function BuildForm({ city, onClose }: { city: City; onClose: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const navigate = useNavigate({ from: '/grid' })
  const [size, setSize] = useState<Size>('cells')
  const [number, setNumber] = useState('30')
  const [tolerance, setTolerance] = useState('5')
  const [pool, setPool] = useState<Pool>('orphan')
  const [barriers, setBarriers] = useState<Barrier[]>([])
  const order = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/api/v1/cities/{code}/plans', {
          params: { path: { code: city.code } },
          body: { [size]: Number(number), tolerance: Number(tolerance) / 100, pool, barriers, load: 'heads', leaving: [] },
        }),
      ),
    onSuccess: async (plan) => {
      await queries.invalidateQueries({ queryKey: plansQuery(city.code).queryKey })
      onClose()
      await navigate({ search: { plan: plan.id } })
    },
  })
  const isWhole = /^[1-9]\d*$/.test(number.trim())
  const isShare = Number(tolerance) >= 0.5 && Number(tolerance) <= 50
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (isWhole && isShare) order.mutate()
      }}
    >
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
      <Field
        label={t`允许偏差（%）`}
        hint={t`每格负荷与平均值之差；单个大小区除外。`}
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
      <div className="row">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>取消</Trans>
        </Button>
        <Button type="submit" look="primary" isPending={order.isPending} isDisabled={!isWhole || !isShare}>
          <Trans>开始划格</Trans>
        </Button>
      </div>
    </Form>
  )
}
