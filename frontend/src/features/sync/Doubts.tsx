import { Trans, useLingui } from '@lingui/react/macro'
import { useState, useSyncExternalStore, type ReactNode } from 'react'
import { clockAhead, onClock } from '../../api/clock'
import { count } from '../../i18n/format'
import { onLost, whatIsLost } from '../../outbox/lost'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { ageOf } from './age'

/** What is wrong with this device, on every screen until it is right or somebody has read it: its clock, and work that is not here. */
export function Doubts() {
  const { t } = useLingui()
  const ahead = useSyncExternalStore(onClock, clockAhead)
  const { missing, elsewhere } = useSyncExternalStore(onLost, whatIsLost)
  const off = ageOf(0, Math.abs(ahead))
  return (
    <>
      {ahead !== 0 && (
        <Doubt key={`clock ${off}`} title={ahead > 0 ? t`本机时间比服务器快 ${off}。` : t`本机时间比服务器慢 ${off}。`}>
          <Trans>请在系统设置里打开自动时间。上传时按服务器的时间更正，不会丢失。</Trans>
        </Doubt>
      )}
      {missing > 0 && (
        <Doubt key={`missing ${missing}`} title={t`本机有 ${count(missing)} 项还没有上传就不见了。`}>
          <Trans>可能是浏览器的数据被清理过。请想一想最近做了什么，重新记录；网点主管也看得到。</Trans>
        </Doubt>
      )}
      {elsewhere > 0 && (
        <Doubt key={`elsewhere ${elsewhere}`} title={t`您的另一台平板上还有 ${count(elsewhere)} 项没有上传。`}>
          <Trans>请打开那台平板联网上传。没有换过平板的，是这台的浏览器数据被清理过，请重新记录。</Trans>
        </Doubt>
      )}
    </>
  )
}

function Doubt({ title, children }: { title: string; children: ReactNode }) {
  const [isRead, setRead] = useState(false)
  if (isRead) return null
  return (
    <div className="bar-notice">
      <Notice tone="warn">
        <div className="row">
          <span>
            <strong>{title}</strong> {children}
          </span>
          <span className="row-end" />
          <Button onPress={() => setRead(true)}>
            <Trans>知道了</Trans>
          </Button>
        </div>
      </Notice>
    </div>
  )
}
