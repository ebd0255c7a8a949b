import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { debitFileQuery, type DebitFile } from '../../api/debits'
import { count, dateTime, day, money } from '../../i18n/format'
import { ErrorNotice } from '../../ui/Notice'
import { Figure, Figures } from '../../ui/Figures'
import { CensusTabs } from '../census/CensusTabs'
import { DebitRows } from './DebitRows'

/** One debit return file: its counts, what it started, and its rows. */
export function DebitFilePage() {
  const { fileId } = useParams({ from: '/shell/census/debits/$fileId' })
  const file = useQuery(debitFileQuery(fileId))
  return (
    <div className="page-body">
      <h1>
        <Trans>盘客户</Trans>
      </h1>
      <CensusTabs />
      <div>
        <Link to="/census/debits">
          <Trans>← 银行回盘文件</Trans>
        </Link>
      </div>
      {file.error && <ErrorNotice error={file.error} />}
      {file.data && <Summary file={file.data} />}
      {file.data && <DebitRows file={file.data} />}
    </div>
  )
}

function Summary({ file }: { file: DebitFile }) {
  const { t } = useLingui()
  const { started } = file
  return (
    <section className="card stack">
      <h2>{file.name}</h2>
      <p className="soft">
        <Trans>
          {file.sender} 第 {file.number} 号 · 文件日期 {day(file.day)} · 收取 {dateTime(file.created_at)}
        </Trans>
      </p>
      <Figures>
        <Figure label={t`扣款成功`} value={count(file.accepted)} note={money(file.amount)} />
        <Figure label={t`扣款失败`} value={count(file.failed)} />
        <Figure label={t`扣款冲正`} value={count(file.reversed)} />
        <Figure label={t`未收下`} value={count(file.refused)} />
      </Figures>
      <h3>
        <Trans>已经开始的工作</Trans>
      </h3>
      <Figures>
        <Figure label={t`给客户的消息`} value={count(started.messages)} />
        <Figure label={t`新的修复任务`} value={count(started.tasks)} />
        <Figure label={t`已有任务补充了原因`} value={count(started.raised)} />
        <Figure label={t`不再需要的任务`} value={count(started.closed)} />
        <Figure label={t`兑现的承诺`} value={count(started.kept)} />
      </Figures>
    </section>
  )
}
