import { Trans } from '@lingui/react/macro'
import { count } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import type { Verdict } from './door'

interface Props {
  verdict: Verdict
  /** It is stored on this device, or was sent. */
  isRecorded: boolean
  onAdmit: () => void
}

/** What a code came to, in large letters: it is read at arm's length. */
export function VerdictNotice({ verdict, isRecorded, onAdmit }: Props) {
  const tone = verdict.kind === 'comes' ? 'good' : verdict.kind === 'waits' || verdict.kind === 'came' ? 'warn' : 'bad'
  const canAdmit = !isRecorded && (verdict.kind === 'waits' || verdict.kind === 'unknown')
  return (
    <Notice tone={isRecorded ? 'good' : tone}>
      <strong className="door-verdict">
        <Words verdict={verdict} isRecorded={isRecorded} />
      </strong>
      {'guest' in verdict && (
        <span>
          {verdict.guest.name_masked} · <Trans>{count(verdict.guest.persons)} 人</Trans>
        </span>
      )}
      {verdict.kind === 'unknown' && (
        <span>
          <Trans>可能是刚报名，名单还没有更新；也可能是伪造的。记下后由服务器核对。</Trans>
        </span>
      )}
      {canAdmit && (
        <div className="row">
          <Button onPress={onAdmit}>{verdict.kind === 'waits' ? <Trans>有空位，让他入场</Trans> : <Trans>先记下，联网后核对</Trans>}</Button>
        </div>
      )}
    </Notice>
  )
}

function Words({ verdict, isRecorded }: Pick<Props, 'verdict' | 'isRecorded'>) {
  if (verdict.kind === 'came') return <Trans>已经签到过了</Trans>
  if (verdict.kind === 'unreadable') return <Trans>这不是签到码</Trans>
  if (verdict.kind === 'other') {
    return verdict.title === undefined ? <Trans>这是其他活动的签到码</Trans> : <Trans>这是「{verdict.title}」的签到码</Trans>
  }
  if (verdict.kind === 'unknown') return isRecorded ? <Trans>已记下，等待核对</Trans> : <Trans>名单里没有这个签到码</Trans>
  if (verdict.kind === 'waits' && !isRecorded) return <Trans>候补，还没有名额</Trans>
  return <Trans>欢迎，已签到</Trans>
}
