import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { dayRunsQuery } from '../../api/jobs'
import { meQuery } from '../../api/queries'
import { useCity } from '../../session/city'
import { useMay } from '../../session/may'
import { Empty } from '../../ui/Empty'
import { Paged } from '../../ui/Paged'
import { Night } from './Night'
import { RunDay } from './RunDay'

/** The last runs of the cities' days, newest first. */
export function Nights({ city }: { city: string | undefined }) {
  const { t } = useLingui()
  const runs = useInfiniteQuery(dayRunsQuery(city))
  const { data: me } = useSuspenseQuery(meQuery)
  const here = useCity()
  const mayRun = useMay('runJobs')
  const toRun = city ? me.cities.find((one) => one.code === city) : here
  return (
    <div className="stack">
      <div className="row">
        <p className="soft">
          <Trans>每天凌晨两点以及导入、发布之后执行；错过的会在执行进程启动时补上。重复执行不会改变结果。</Trans>
        </p>
        {mayRun && toRun && (
          <span className="row-end">
            <RunDay city={toRun} />
          </span>
        )}
      </div>
      <Paged
        found={runs}
        none={
          <Empty icon="moon" title={t`还没有执行过每日作业`}>
            <p className="soft">
              <Trans>导入客户之后，它会自己执行。</Trans>
            </p>
          </Empty>
        }
        more={t`更早的`}
      >
        {(rows) => rows.map((run) => <Night key={run.id} run={run} />)}
      </Paged>
    </div>
  )
}
