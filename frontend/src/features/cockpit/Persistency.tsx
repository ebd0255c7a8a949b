import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Cohort } from '../../api/persistency'
import { CohortChart } from './CohortChart'
import { CohortTable } from './CohortTable'

/** 13-month persistency as insurers count it; every other way to count it is a page of its own. */
export function Persistency({ cohorts }: { cohorts: Cohort[] }) {
  return (
    <section className="card stack">
      <div className="row">
        <h2>
          <Trans>13个月继续率</Trans>
        </h2>
        <span className="row-end" />
        <Link to="/cockpit/persistency" className="button">
          <Trans>全部口径、拆分和下载</Trans>
        </Link>
      </div>
      <div className="persistency">
        <CohortChart cohorts={cohorts} />
        <div className="stack-tight">
          <p className="soft">
            <Trans>年缴保单按生效月分组：第二保单年度按时收到的保费 ÷ 首年保费。按时：应缴月之后第二个月的月底（宽末月）前收到。自动垫交、复效补缴不算；效力中止、退保的仍留在分母里。</Trans>
          </p>
          <p className="soft">
            <Trans>这组最后一个宽限期结束后为终值，之前为暂估，会随缴费变化。</Trans>
          </p>
          {cohorts[0] && <code className="formula">{cohorts[0].formula}</code>}
        </div>
      </div>
      <CohortTable cohorts={cohorts} how={{}} />
    </section>
  )
}
