import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { cockpitSearch } from '../../address/desk'
import type { Cockpit } from '../../api/desk'
import { Choice } from '../../ui/Field'
import { CohortChart } from './CohortChart'
import { CohortTable } from './CohortTable'

/** 13-month persistency by cohort, with how it is counted beside it. */
export function Persistency({ cohorts }: { cohorts: Cockpit['persistency'] }) {
  const { t } = useLingui()
  const search = useSearch({ from: '/shell/cockpit' })
  const navigate = useNavigate({ from: '/cockpit' })
  const set = (key: 'pay' | 'owner', value: string) =>
    void navigate({ search: (before) => cockpitSearch({ ...before, [key]: value }), replace: true, resetScroll: false })
  return (
    <section className="card stack">
      <h2>
        <Trans>13个月继续率</Trans>
      </h2>
      <div className="persistency">
        <CohortChart cohorts={cohorts} />
        <div className="stack-tight">
          <Choice
            label={t`算哪些缴费方式`}
            value={search.pay ?? ''}
            options={[
              { value: '', label: t`只算年缴` },
              { value: 'all', label: t`全部期缴，按年度合计` },
            ]}
            onChange={(value) => set('pay', value)}
          />
          <Choice
            label={t`第二年初由谁服务`}
            value={search.owner ?? ''}
            options={[
              { value: '', label: t`不限` },
              { value: 'agent', label: t`在职业务员` },
              { value: 'nobody', label: t`没有业务员（存续）` },
            ]}
            onChange={(value) => set('owner', value)}
          />
          <p className="soft">
            <Trans>按生效月分组：第二保单年度按时收到的保费 ÷ 首年保费。按时：宽限期最后一天（应缴日后 60 天）前收到。自动垫交、复效补缴不算；效力中止、退保的仍留在分母里。</Trans>
          </p>
          <p className="soft">
            <Trans>这组最后一个宽限期结束后为终值，之前为暂估，会随缴费变化。</Trans>
          </p>
          {cohorts[0] && <code className="formula">{cohorts[0].formula}</code>}
        </div>
      </div>
      <CohortTable cohorts={cohorts} />
    </section>
  )
}
