import { Trans } from '@lingui/react/macro'
import { useKeptSince } from '../../ui/kept'

/** That what is masked was seen stands in the audit: from now, or since it was brought to this device. */
export function Recorded() {
  const isKept = useKeptSince() !== undefined
  return <output className="soft">{isKept ? <Trans>资料带到本机时已留下记录。</Trans> : <Trans>查看已留下记录。</Trans>}</output>
}
