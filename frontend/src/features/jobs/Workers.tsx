import { Plural, Trans } from '@lingui/react/macro'
import type { JobsNow } from '../../api/jobs'
import { dateTime } from '../../i18n/format'
import { Notice } from '../../ui/Notice'

/** Who works off the jobs; that nobody does is the first thing to know. */
export function Workers({ now }: { now: JobsNow }) {
  if (now.workers > 0) {
    return (
      <p className="soft">
        <Plural value={now.workers} one="有 # 个执行进程在工作。" other="有 # 个执行进程在工作。" />
      </p>
    )
  }
  return (
    <Notice tone="warn">
      <strong>
        <Trans>没有执行进程，任务不会执行。</Trans>
      </strong>
      {now.last_seen_at && (
        <span>
          <Trans>最后一次心跳在 {dateTime(now.last_seen_at)}。</Trans>
        </span>
      )}
      <span>
        <Trans>
          请管理员在服务器上启动：<code>gridward worker</code>
        </Trans>
      </span>
    </Notice>
  )
}
