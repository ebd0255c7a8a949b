import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { problemOf } from '../../api/problem'
import type { City, Plan } from '../../api/queries'
import { count, today } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Checks } from '../../ui/Checks'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { tell } from '../../ui/toast'
import { publishPlan, usePlanChange } from './changing'
import { Impact } from './Impact'

interface Props {
  city: City
  plan: Plan
  isOpen: boolean
  onClose: () => void
}

export function PublishDialog({ city, plan, isOpen, onClose }: Props) {
  const { t } = useLingui()
  const [first] = useState(today)
  const [start, setStart] = useState(first)
  const [anyway, setAnyway] = useState<'anyway'[]>([])
  const publish = usePlanChange(
    city,
    () => publishPlan(plan, start, anyway.length > 0),
    (published) => {
      tell(t`方案 v${published.version} 已发布：${count(published.cells)} 格，${count(published.customers)} 位客户。`)
      onClose()
    },
  )
  return (
    <Dialog title={t`发布方案 v${plan.version}`} isOpen={isOpen} onClose={onClose}>
      <p>
        <Trans>
          从生效日起，{count(plan.customers)} 位客户归入这 {count(plan.cells ?? 0)} 个网格，现行方案到前一天为止。发布后不能修改，可以回滚。
        </Trans>
      </p>
      <Impact plan={plan} />
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          publish.mutate()
        }}
      >
        <Field label={t`生效日期`} type="date" min={first} value={start} onChange={setStart} isRequired />
        {publish.error && <ErrorNotice error={publish.error} />}
        {publish.error && problemOf(publish.error).code === 'plan.hands_too_often' && (
          <Checks label={t`已知悉`} options={[{ value: 'anyway', label: t`仍然发布，这些客户再换一次专员` }]} chosen={anyway} onChange={setAnyway} />
        )}
        <div className="row dialog-foot">
          <span className="row-end" />
          <Button onPress={onClose}>
            <Trans>取消</Trans>
          </Button>
          <Button type="submit" look="primary" isPending={publish.isPending}>
            <Trans>确认发布</Trans>
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
