import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { findCallers, type Caller } from '../../api/calling'
import { kindWord } from '../../i18n/words'
import { sexWord } from '../../i18n/book'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Key } from '../../ui/KeyCap'
import { ErrorNotice, Notice } from '../../ui/Notice'
import type { InboundDraft } from './draft'

interface Props {
  draft: InboundDraft
  change: (changes: Partial<InboundDraft>) => void
}

/** Whom the number belongs to. The only one whom it can be is opened at once. */
export function FindCaller({ draft, change }: Props) {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/inbound' })
  const finding = useMutation({
    mutationFn: findCallers,
    onSuccess: ({ items }) => {
      const [only, second] = items
      if (only && !second) void navigate({ search: { customer: only.customer_id } })
    },
  })
  const find = () => {
    if (draft.number.trim() === '' || finding.isPending) return
    // What was left of another call is not this one's beginning.
    if (draft.purpose === '') change({ begunAt: new Date().toISOString() })
    finding.mutate(draft.number.trim())
  }
  const found = finding.data?.items
  return (
    <section className="card stack" aria-label={t`谁来电`}>
      <form
        className="stack-tight"
        onSubmit={(event) => {
          event.preventDefault()
          find()
        }}
      >
        <Field label={t`来电号码`} hint={t`也可以输入姓名、客户号或保单号`} value={draft.number} maxLength={40} onChange={(number) => change({ number })} autoFocus autoComplete="off" />
        <div className="row">
          <Button look="primary" type="submit" isPending={finding.isPending}>
            <Trans>查找</Trans>
            <Key>↵</Key>
          </Button>
          <Link to="/inbound" search={{ unknown: 1 }} className="button">
            <Trans>不知道是谁，先记下</Trans>
          </Link>
        </div>
      </form>
      {finding.error && <ErrorNotice error={finding.error} />}
      {found?.length === 0 && (
        <Notice tone="warn">
          <strong>
            <Trans>没有找到这位来电者。</Trans>
          </strong>
          <span>
            <Trans>请问姓名或保单号再查；不是我们的客户，也可以先记下这通来电。</Trans>
          </span>
        </Notice>
      )}
      {found && found.length > 1 && <Matches callers={found} />}
    </section>
  )
}

function Matches({ callers }: { callers: Caller[] }) {
  const { t } = useLingui()
  return (
    <>
      <p className="soft">
        <Trans>可能是这几位：请对方说出出生年份和地址，再选。</Trans>
      </p>
      <ul className="customer-rows" aria-label={t`可能的客户`}>
        {callers.map((caller) => (
          <li key={caller.customer_id}>
            <div className="row">
              <Link to="/inbound" search={{ customer: caller.customer_id }}>
                <strong>{caller.name_masked}</strong>
              </Link>
              <span className="soft">{[caller.sex && sexWord(caller.sex), caller.born_year && t`${caller.born_year} 年生`].filter(Boolean).join(' · ')}</span>
              <span className="row-end badge">{kindWord(caller.kind)}</span>
              {caller.dues > 0 && <span className="badge badge-warn">{t`有应缴`}</span>}
              {caller.in_hand && <span className="badge badge-warn">{t`同事正在呼叫`}</span>}
            </div>
            <p className="soft">{[caller.mobile_masked, caller.address_masked].filter(Boolean).join(' · ')}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
