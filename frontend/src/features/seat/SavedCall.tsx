import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { SavedCall as Saved } from '../../api/desk'
import type { Story } from '../../api/field'
import { dateTime, day, money } from '../../i18n/format'
import { callOutcomeWord, promiseStateWord } from '../../i18n/work'
import { useCity } from '../../session/city'
import { Button } from '../../ui/Button'
import { Key } from '../../ui/KeyCap'
import { useKeys } from '../../ui/keys'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { RequestState } from '../requests/RequestState'
import { useTaking } from './taking'

interface Props {
  story: Story
  /** Not known when the page was opened again after the call was saved. */
  saved: Saved | undefined
}

/** What became of the call, and on to the next one. */
export function SavedCall({ story, saved }: Props) {
  const taking = useTaking(useCity()?.code ?? '')
  const takeNext = () => !taking.isPending && taking.mutate(null)
  useKeys({ n: takeNext })
  return (
    <section className="card stack">
      <SavedWords story={story} saved={saved} />
      {taking.error && <ErrorNotice error={taking.error} />}
      <div className="row">
        <Button look="primary" icon="phone" onPress={takeNext} isPending={taking.isPending} aria-keyshortcuts="n">
          <Trans>呼叫下一位</Trans>
          <Key>N</Key>
        </Button>
        <Link to="/queue" className="button">
          <Trans>回到名单</Trans>
        </Link>
      </div>
    </section>
  )
}

/** What was saved, and what came of it. */
export function SavedWords({ story, saved }: Props) {
  const promise = story.promises.find((one) => one.state === 'open')
  const request = story.requests.find((one) => one.id === saved?.request_id) ?? (saved ? undefined : story.requests[0])
  return (
    <>
      <Notice tone="good">
        <strong>{saved ? <Trans>已保存：{callOutcomeWord(saved.outcome)}</Trans> : <Trans>这通电话已保存。</Trans>}</strong>
        {saved?.callback_at && (
          <span>
            <Trans>{dateTime(saved.callback_at)} 回拨，到时会回到名单。</Trans>
          </span>
        )}
        {saved?.answer_by && (
          <span>
            <Trans>已登记受理，{day(saved.answer_by)} 前答复客户。</Trans>
          </span>
        )}
        {saved?.link_sent && (
          <span>
            <Trans>缴费链接已排入发送，只发到客户本人手机。</Trans>
          </span>
        )}
        {saved?.do_not_call && (
          <span>
            <Trans>客户登记为勿扰：以后不作营销来电。</Trans>
          </span>
        )}
        {saved?.after_lease && (
          <span>
            <Trans>保存时领取已到期，已注明。</Trans>
          </span>
        )}
      </Notice>
      {promise && (
        <p>
          <Trans>
            承诺 {day(promise.promised_on)} 前缴 {money(promise.amount)}（{promiseStateWord(promise.state)}）
          </Trans>
        </p>
      )}
      {request && <RequestState request={request} />}
    </>
  )
}
