import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { answered, api } from '../../api/client'
import { useEvents } from '../../api/events'
import { importQuery, importsQuery, type Import } from '../../api/queries'
import { dateTime, day } from '../../i18n/format'
import { stepWord } from '../../i18n/words'
import { useMay } from '../../session/may'
import { Button } from '../../ui/Button'
import { ErrorNotice, Notice, ProblemNotice } from '../../ui/Notice'
import { Progress } from '../../ui/Progress'
import { CensusTabs } from '../census/CensusTabs'
import { DeliveryFiles } from './DeliveryFiles'
import { ImportState } from './ImportState'
import { Issues } from './Issues'
import { Report } from './Report'
import './imports.css'

const isUnderWay = (run: Import | undefined) => run?.status === 'queued' || run?.status === 'running'

export function ImportPage() {
  const { importId } = useParams({ from: '/shell/census/imports/$importId' })
  const queries = useQueryClient()
  const run = useQuery(importQuery(importId))
  useEvents<Import>(
    `/api/v1/imports/${importId}/events`,
    'import',
    importQuery(importId).queryKey,
    isUnderWay(run.data),
    (state) => !isUnderWay(state),
    // Figures, lists and plans all rest on the book.
    () => void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'import' }),
  )
  return (
    <div className="page-body">
      <h1>
        <Trans>盘客户</Trans>
      </h1>
      <CensusTabs />
      <div>
        <Link to="/census/imports">
          <Trans>← 历次导入</Trans>
        </Link>
      </div>
      {run.error && <ErrorNotice error={run.error} />}
      {run.data && <Delivery run={run.data} />}
    </div>
  )
}

function Delivery({ run }: { run: Import }) {
  const { t } = useLingui()
  const mayImport = useMay('import')
  return (
    <>
      <section className="card stack">
        <div className="row">
          <h2>{run.source}</h2>
          <ImportState status={run.status} />
          {run.corrects && mayImport && (
            <Link to="/census/imports/$importId/corrections" params={{ importId: run.corrects }} search={{}}>
              <Trans>更正后的行，回到退回的行</Trans>
            </Link>
          )}
          <span className="row-end" />
          {mayImport && <Actions run={run} />}
        </div>
        <p className="soft">
          <Trans>
            数据日期 {day(run.as_of)} · 交付 {dateTime(run.created_at)} · {run.created_by} · 映射 {run.mapping_version}
          </Trans>
        </p>
        {isUnderWay(run) && <UnderWay run={run} />}
        {run.problem && <ProblemNotice problem={run.problem} />}
        {run.status === 'done' && run.files.every((file) => file.refused === 0) && (
          <Notice tone="good">{t`全部行都已接受。`}</Notice>
        )}
      </section>
      {run.status === 'done' && <Report run={run} />}
      {run.status === 'done' && <Issues run={run} />}
      {run.status !== 'done' && <DeliveryFiles files={run.files} />}
    </>
  )
}

function UnderWay({ run }: { run: Import }) {
  const { t } = useLingui()
  const { progress } = run
  if (!progress) return <Progress label={t`等待开始`} share={null} />
  return <Progress label={stepWord(progress.step)} share={progress.total > 0 ? progress.done / progress.total : null} />
}

function Actions({ run }: { run: Import }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const path = { params: { path: { import_id: run.id } } }
  const start = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/imports/{import_id}/start', path)),
    onSuccess: (state) => queries.setQueryData(importQuery(run.id).queryKey, state),
  })
  const discard = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/imports/{import_id}/discard', path)),
    onSuccess: async () => {
      void queries.invalidateQueries({ queryKey: importsQuery(run.city).queryKey })
      await navigate({ to: '/census/imports' })
    },
  })
  if (run.status !== 'ready' && run.status !== 'failed') return null
  const error = start.error ?? discard.error
  return (
    <>
      <Button onPress={() => discard.mutate()} isDisabled={start.isPending}>
        <Trans>放弃</Trans>
      </Button>
      <Button look="primary" onPress={() => start.mutate()} isPending={start.isPending} isDisabled={run.files.some((file) => file.problem)}>
        {run.status === 'ready' ? <Trans>开始导入</Trans> : <Trans>重新开始</Trans>}
      </Button>
      {error && <ErrorNotice error={error} />}
    </>
  )
}
