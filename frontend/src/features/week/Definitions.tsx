import { Trans } from '@lingui/react/macro'

/** How each figure is counted, one tap away. */
export function Definitions() {
  return (
    <details className="card week-definitions">
      <summary>
        <Trans>这些数字怎么算</Trans>
      </summary>
      <ul>
        <li>
          <Trans>面访、电话和微信：您自己记下结果的，算在发生的那天，客户后来换了专员也仍算您的；客户打来的不算。</Trans>
        </li>
        <li>
          <Trans>完成任务：您办结的上门任务，与看板上的「已完成」同一口径。待办任务：您今天负责或代管的网格里、应在那天之前办的。</Trans>
        </li>
        <li>
          <Trans>承诺缴费：向您承诺的；缴费后才算已兑现。改期的承诺只算新的一次。</Trans>
        </li>
        <li>
          <Trans>待确认：在本机、还没有上传，或服务器还没有算进来的。它们不计入前面的数字。</Trans>
        </li>
      </ul>
    </details>
  )
}
