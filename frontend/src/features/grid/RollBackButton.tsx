import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { City, Plan } from '../../api/queries'
import { count, day, today } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorNotice } from '../../ui/Notice'
import { tell } from '../../ui/toast'
import { rollPlanBack, usePlanChange } from './changing'

interface Props {
  city: City
  plan: Plan
  before: Plan
}

/** Puts the cells before a published plan in force again. */
export function RollBackButton({ city, plan, before }: Props) {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/grid' })
  const [isOpen, setOpen] = useState(false)
  const start = plan.effective_from ?? today()
  const isWithdrawn = start >= today()
  const back = usePlanChange(
    city,
    () => rollPlanBack(plan),
    (done) => {
      tell(t`已退回方案 v${done.back_to_version}，${day(done.back_from)} 起生效；将通知 ${count(done.notices)} 位客户。`)
      setOpen(false)
      void navigate({ search: { plan: done.back_to } })
    },
  )
  return (
    <>
      <Button onPress={() => setOpen(true)}>
        <Trans>回滚</Trans>
      </Button>
      <Dialog title={t`回滚方案 v${plan.version}`} isOpen={isOpen} onClose={() => setOpen(false)}>
        <p>
          {isWithdrawn ? (
            <Trans>
              方案 v{plan.version} 撤回为草稿，像没有发布过一样；{day(start)} 起仍是方案 v{before.version} 的网格和专员。
            </Trans>
          ) : (
            <Trans>
              方案 v{plan.version} 到昨天为止。今天起恢复方案 v{before.version} 的网格（作为新版本），客户回到原来的专员；期间的工作记录保留。
            </Trans>
          )}
        </p>
        <p>
          <Trans>未发出的通知撤回，已收到通知的客户会另行告知。</Trans>
        </p>
        {back.error && <ErrorNotice error={back.error} />}
        <div className="row dialog-foot">
          <span className="row-end" />
          <Button onPress={() => setOpen(false)}>
            <Trans>取消</Trans>
          </Button>
          <Button look="primary" isPending={back.isPending} onPress={() => back.mutate()}>
            <Trans>确认回滚</Trans>
          </Button>
        </div>
      </Dialog>
    </>
  )
}
