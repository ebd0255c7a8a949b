import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { switches } from '../../../address/desk'
import { persistencyQuery } from '../../../api/persistency'
import { day } from '../../../i18n/format'
import { definitionOf, monthWord } from '../../../i18n/persistency'
import { useCity } from '../../../session/city'
import { Icon } from '../../../ui/icons'
import { ErrorNotice } from '../../../ui/Notice'
import { Waiting } from '../../../ui/Waiting'
import { CohortChart } from '../CohortChart'
import { CohortTable } from '../CohortTable'
import { usePremiumNews } from '../live'
import { Owners } from './Owners'
import { SaveFigures } from './SaveFigures'
import { SwitchPanel } from './SwitchPanel'
import '../cockpit.css'
import './persistency.css'

/** Persistency by any definition: twelve cohorts, one of them told apart by owner, each figure down to its policies. */
export function PersistencyPage() {
  const { t } = useLingui()
  const code = useCity()?.code ?? ''
  const search = useSearch({ from: '/shell/cockpit/persistency' })
  const how = switches({ ...search })
  const found = useQuery({ ...persistencyQuery(code, how), enabled: code !== '' })
  usePremiumNews(code)
  return (
    <div className="page-body cockpit">
      <div className="row">
        <Link to="/cockpit" className="button button-quiet">
          <Icon name="back" />
          <Trans>经营看板</Trans>
        </Link>
        <h1>{t`${monthWord((found.data?.how ?? how).k)}继续率`}</h1>
        {found.data && (
          <span className="soft">
            <Trans>缴费数据截至 {day(found.data.as_of)}</Trans>
          </span>
        )}
        <span className="row-end" />
        {found.data && <SaveFigures name="persistency" rows={found.data.cohorts} first={{ header: t`生效月`, value: (row) => row.cohort_month.slice(0, 7) }} />}
      </div>
      <SwitchPanel how={how} />
      {found.isPending && <Waiting lines={12} />}
      {found.error && <ErrorNotice error={found.error} />}
      {found.data && (
        <>
          <section className="card stack">
            <div className="persistency">
              <CohortChart cohorts={found.data.cohorts} />
              <div className="stack-tight">
                <h2>
                  <Trans>怎么算</Trans>
                </h2>
                <ul className="definition">
                  {definitionOf(found.data.how).map((sentence) => (
                    <li key={sentence}>{sentence}</li>
                  ))}
                </ul>
                <p className="soft">
                  <Trans>最后一个宽限期和宽末月都过后为终值，之前为暂估；「已定部分」不含未定的保单。</Trans>
                </p>
                <code className="formula">{found.data.formula}</code>
              </div>
            </div>
            <CohortTable cohorts={found.data.cohorts} how={found.data.how} />
          </section>
          <Owners code={code} how={how} cohorts={found.data.cohorts} />
        </>
      )}
    </div>
  )
}
