import { useLingui } from '@lingui/react/macro'
import { encodeQR } from 'qr'
import { spokenCode } from './door'

/** A code to be scanned, with its letters below. Dark on light whatever the screen is: readers expect that. */
export function QrCode({ code }: { code: string }) {
  const { t } = useLingui()
  return (
    <figure className="qr">
      <img src={encodeQR(code, 'data-url', { ecc: 'medium', border: 4 })} alt={t`签到二维码`} />
      <figcaption>{spokenCode(code)}</figcaption>
    </figure>
  )
}
