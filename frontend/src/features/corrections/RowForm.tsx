import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Checkbox } from 'react-aria-components'
import type { RefusedDetail } from '../../api/corrections'
import { ProblemError } from '../../api/problem'
import { issueText, refusedStateWord } from '../../i18n/corrections'
import { count } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Key } from '../../ui/KeyCap'
import { useKeys } from '../../ui/keys'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { tell } from '../../ui/toast'
import { useEditing } from './editing'
import { RowFields } from './RowFields'

interface Props {
  importId: string
  row: RefusedDetail
  onNext: () => void
  onPrevious: () => void
}

const DECIDED_BY_HAND = ['import.repeated_key', 'correction.newer_known']

/** One refused row with all its columns. What is typed is kept and checked while it is typed. */
export function RowForm({ importId, row, onNext, onPrevious }: Props) {
  const { t } = useLingui()
  const editing = useEditing(importId, row)
  const isDelivered = row.state === 'delivered'
  const ofRow = row.issues.filter((issue) => issue.index === null)
  const leaveOut = (left_out: boolean) => {
    editing.decide({ left_out })
    if (left_out) tell(t`${row.file} 第 ${count(row.line)} 行不导入。`, () => editing.decide({ left_out: false }))
  }
  // What could not be kept stays in sight, with the reason.
  const goTo = async (onGo: () => void) => {
    if (await editing.flush()) onGo()
  }
  const next = () => void goTo(onNext)
  const previous = () => void goTo(onPrevious)
  useKeys({
    n: next,
    p: previous,
    ...(isDelivered ? {} : { x: () => leaveOut(!row.left_out) }),
    'ctrl+enter': next,
  })
  return (
    <section className="card stack" aria-label={t`${row.file} 第 ${count(row.line)} 行`}>
      <div className="row">
        <h3>
          <Trans>
            {row.file} 第 {count(row.line)} 行
          </Trans>
        </h3>
        <State row={row} />
        <output className="soft">{editing.isSaving ? t`正在保存…` : row.revision > 0 && !editing.saving.error ? t`已保存` : ''}</output>
        <span className="row-end" />
        <Button look="quiet" icon="up" onPress={previous} aria-keyshortcuts="p">
          <Trans>上一行</Trans>
          <Key>P</Key>
        </Button>
        <Button look="quiet" icon="down" onPress={next} aria-keyshortcuts="n">
          <Trans>下一行</Trans>
          <Key>N</Key>
        </Button>
      </div>
      {ofRow.length > 0 && (
        <Notice tone="warn">
          {ofRow.map((issue) => (
            <span key={issue.code}>{issueText(issue)}</span>
          ))}
        </Notice>
      )}
      {row.delivered_in && (
        <Notice tone="good">
          <Link to="/census/imports/$importId" params={{ importId: row.delivered_in }}>
            <Trans>这一行已随另一次导入交付，看它的报告</Trans>
          </Link>
        </Notice>
      )}
      {editing.saving.error && <NotSaved error={editing.saving.error} onReload={() => void editing.reload()} />}
      <RowFields row={row} fields={editing.fields} isReadOnly={isDelivered} onType={editing.type} onLeave={editing.flush} />
      {(row.replaces || row.issues.some((issue) => DECIDED_BY_HAND.includes(issue.code))) && (
        <Checkbox className="check" isDisabled={isDelivered} isSelected={row.replaces} onChange={(replaces) => editing.decide({ replaces })}>
          <span className="check-box" aria-hidden="true" />
          <Trans>编号没错：用这一行替换账上同编号的记录</Trans>
        </Checkbox>
      )}
      {!isDelivered && (
        <div className="row corrections-actions">
          <Button look="primary" onPress={next} aria-keyshortcuts="Control+Enter">
            <Trans>完成，下一行</Trans>
            <Key>Ctrl ↵</Key>
          </Button>
          <Button icon={row.left_out ? 'back' : 'close'} onPress={() => leaveOut(!row.left_out)} aria-keyshortcuts="x">
            {row.left_out ? <Trans>仍要导入</Trans> : <Trans>不导入这一行</Trans>}
            <Key>X</Key>
          </Button>
          <Button look="quiet" isDisabled={row.revision === 0} onPress={editing.restore}>
            <Trans>恢复原样</Trans>
          </Button>
        </div>
      )}
    </section>
  )
}

function State({ row }: { row: RefusedDetail }) {
  const looks = { wrong: 'badge-bad', waits: 'badge-warn', ready: 'badge-good', left_out: '', delivered: '' }
  return <span className={`badge ${looks[row.state]}`}>{refusedStateWord(row.state)}</span>
}

function NotSaved({ error, onReload }: { error: unknown; onReload: () => void }) {
  const isChanged = error instanceof ProblemError && error.problem.code === 'correction.changed'
  return (
    <>
      <ErrorNotice error={error} />
      {isChanged && (
        <div>
          <Button onPress={onReload}>
            <Trans>重新载入这一行</Trans>
          </Button>
        </div>
      )}
    </>
  )
}
