import { Trans } from '@lingui/react/macro'
import { Notice } from '../../ui/Notice'

/** That a customer does not want to be told of products, beside whatever he is spoken to about. */
export function DoNotCall() {
  return (
    <Notice>
      <strong>
        <Trans>勿扰</Trans>
      </strong>
      <span>
        <Trans>客户拒绝营销来电。只谈本次服务事项，不介绍产品。</Trans>
      </span>
    </Notice>
  )
}
