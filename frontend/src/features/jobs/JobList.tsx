import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { JobsSearch } from '../../address/jobs'
import { jobsQuery } from '../../api/jobs'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Paged } from '../../ui/Paged'
import { JobTable } from './JobTable'

interface Props {
  search: JobsSearch
  onClear: () => void
}

export function JobList({ search, onClear }: Props) {
  const { t } = useLingui()
  const jobs = useInfiniteQuery(jobsQuery(search))
  const isFiltered = Object.keys(search).length > 0
  return (
    <Paged
      found={jobs}
      none={
        <Empty icon={isFiltered ? 'search' : 'clock'} title={isFiltered ? t`没有符合条件的任务` : t`还没有任务`}>
          {isFiltered ? (
            <Button onPress={onClear}>
              <Trans>清除条件</Trans>
            </Button>
          ) : (
            <p className="soft">
              <Trans>导入、划格和每晚的每日作业会出现在这里。</Trans>
            </p>
          )}
        </Empty>
      }
    >
      {(rows) => <JobTable rows={rows} />}
    </Paged>
  )
}
