import { Trans, useLingui } from '@lingui/react/macro'
import type { Claim } from '../../api/desk'
import type { Due, Story } from '../../api/field'
import { deliveredWord } from '../../i18n/book'
import { day, daysUntil, money } from '../../i18n/format'
import { dueStateWord } from '../../i18n/work'
import { Section } from '../../ui/Section'

/** Whether what is due belongs to the call. */
export const saysDues = (claim: Claim) => claim.stage !== 'connect'

interface Props {
  claim: Claim
  story: Story
}

/** What to say, by what the call is for: only facts that stand in the insurer's books. */
export function Script({ claim, story }: Props) {
  const { t } = useLingui()
  return (
    <Section title={t`话术要点`}>
      <ol className="script">
        <li>
          <Trans>先核对身份：请对方说出姓名和出生年份，核对之前不提保单。</Trans>
        </li>
        {saysDues(claim) ? <Renewal story={story} /> : <FirstContact story={story} />}
      </ol>
    </Section>
  )
}

function FirstContact({ story }: { story: Story }) {
  const { cell, policies } = story
  const live = policies.filter((policy) => policy.standing !== 'ended').length
  const who = cell?.specialist ?? cell?.stand_in
  return (
    <>
      <li>
        <Trans>说明来意：服务专员变更，保单权益不受影响。</Trans>
      </li>
      <li>
        {who ? (
          <Trans>
            今后由专员 <strong>{who}</strong> 在 {cell?.name} 就近服务；名下有效保单 {live} 张。
          </Trans>
        ) : (
          <Trans>专员确定后会再通知；名下有效保单 {live} 张。</Trans>
        )}
      </li>
      <li>
        <Trans>核对手机和地址，问何时方便上门认识一下。只做服务，不介绍产品。</Trans>
      </li>
    </>
  )
}

function Renewal({ story }: { story: Story }) {
  const failed = story.dues.find((due) => due.failure)
  if (story.dues.length === 0)
    return (
      <li>
        <Trans>没有未缴的保费：确认客户知道已缴到哪天，问有没有其他事要办。</Trans>
      </li>
    )
  return (
    <>
      <li>
        <Trans>说明应缴：</Trans>
        <ul className="script-dues">
          {story.dues.map((due) => (
            <li key={due.policy_id}>
              <DueFacts due={due} />
            </li>
          ))}
        </ul>
      </li>
      {failed?.failure && (
        <li>
          <Trans>
            上次扣款失败：<strong>{deliveredWord(failed.failure)}</strong>。
          </Trans>{' '}
          <Repair failure={failed.failure} />
        </li>
      )}
      <li>
        <Trans>缴费方式：银行转账（请存足余额）、保险公司发到本人手机的缴费链接、官方 App、柜面。我们不收现金，也不代缴。</Trans>
      </li>
      <li>
        <Trans>宽限期内保障有效；过了宽限期仍未缴，保单从次日零时起效力中止。</Trans>
      </li>
    </>
  )
}

function DueFacts({ due }: { due: Due }) {
  const { t } = useLingui()
  const left = daysUntil(due.grace_ends)
  return (
    <>
      <div className="row">
        <strong>{due.product_name}</strong>
        <span className="soft">{due.policy_no}</span>
        <span className={due.state === 'suspended' ? 'row-end badge badge-bad' : 'row-end badge badge-warn'}>{dueStateWord(due.state)}</span>
      </div>
      <div className="row">
        <span className="script-amount">{money(due.amount)}</span>
        {due.unpaid > 1 && <span className="late">{t`共欠 ${due.unpaid} 期 ${money(due.unpaid_amount)}`}</span>}
        <span className="soft">
          <Trans>
            应缴日 {day(due.due_on)}，宽限期到 {day(due.grace_ends)}
          </Trans>
        </span>
        <span className={left <= 7 ? 'late' : undefined}>{left === 0 ? t`今天到期` : left > 0 ? t`还剩 ${left} 天` : t`已过 ${-left} 天`}</span>
      </div>
    </>
  )
}

function Repair({ failure }: { failure: string }) {
  if (failure === '余额不足') return <Trans>请客户存足余额，下次扣款前再看。</Trans>
  return <Trans>请客户本人在官方 App 或柜面更换续期账户，或转上门协助。</Trans>
}
