import { Trans, useLingui } from '@lingui/react/macro'
import type { WorkedCell } from '../../api/field'
import { count, day } from '../../i18n/format'
import { cellRoleWord } from '../../i18n/work'
import { useDoing, useWaiting } from '../../outbox/operations'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/icons'
import { Notice } from '../../ui/Notice'

/** The cells of the day: whose they are, until when; and in one line hand-overs that wait for a word: the first stop stays in sight. */
export function Cells({ cells }: { cells: WorkedCell[] }) {
  const { t } = useLingui()
  const taken = cells.filter((cell) => cell.handover_id !== null)
  return (
    <div className="stack-tight">
      <ul className="cells" aria-label={t`我今天的网格`}>
        {cells.map((cell) => (
          <li key={cell.cell_id}>
            <strong>
              {cell.number} {cell.name}
            </strong>
            <span className={cell.role === 'stand_in' ? 'badge badge-warn' : 'badge'}>{cellRoleWord(cell.role)}</span>
            {cell.until && <span className="soft">{t`至 ${day(cell.until)}`}</span>}
            <span className="soft">{t`${count(cell.customers)} 位客户`}</span>
          </li>
        ))}
      </ul>
      {taken.length > 0 && (
        <details className="taking-over">
          <summary>
            <Icon name="people" />
            <Trans>{count(taken.length)} 个网格移交给您，等您确认接收</Trans>
          </summary>
          {taken.map((cell) => cell.handover_id && <HandOver key={cell.handover_id} cell={cell} handover={cell.handover_id} />)}
        </details>
      )}
    </div>
  )
}

function HandOver({ cell, handover }: { cell: WorkedCell; handover: string }) {
  const act = useDoing()
  const waits = useWaiting().some(({ operation }) => operation.payload['handover_id'] === handover)
  return (
    <Notice tone="warn">
      <strong>
        <Trans>
          网格 {cell.number} {cell.name} 移交给您，共 {count(cell.customers)} 位客户。
        </Trans>
      </strong>
      <div className="row">
        <span>
          <Trans>确认之后，客户的服务由您负责。</Trans>
        </span>
        <span className="row-end" />
        {waits ? (
          <span className="badge badge-warn">
            <Trans>待上传</Trans>
          </span>
        ) : (
          <Button look="primary" onPress={() => void act('handover.accept', { handover_id: handover })}>
            <Trans>确认接收</Trans>
          </Button>
        )}
      </div>
    </Notice>
  )
}
