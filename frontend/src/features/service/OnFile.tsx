import { Trans, useLingui } from '@lingui/react/macro'
import { useReveal } from '../../api/reveal'
import type { ServiceList } from '../../api/service'
import { detailWord } from '../../i18n/service'
import { Button } from '../../ui/Button'
import { ErrorNotice } from '../../ui/Notice'

interface Props {
  customer: number
  onFile: ServiceList['on_file'] | undefined
  /** Why it could not be taken in. */
  refusal: unknown
  isBusy: boolean
  isOnline: boolean
  onRight: () => void
  onChange: () => void
}

const SHOWN = ['mobile', 'landline', 'address'] as const

/** What is on file, to be read out to him: either all of it is right, or something changes. */
export function OnFile({ customer, onFile, refusal, isBusy, isOnline, onRight, onChange }: Props) {
  const { t } = useLingui()
  const { mutate, data, error, isPending } = useReveal(customer)
  return (
    <div className="visit-center">
      <h2>
        <Trans>现在登记的联系方式</Trans>
      </h2>
      <dl className="summary">
        {SHOWN.map((name) => (
          <div key={name} className="summary-line">
            <dt>{detailWord(name)}</dt>
            <dd>{(data ? data[name] : onFile?.[name]) || <span className="soft">{t`没有登记`}</span>}</dd>
          </div>
        ))}
      </dl>
      {data ? (
        <p className="soft">
          <Trans>查看已留下记录。请与客户逐项核对。</Trans>
        </p>
      ) : (
        <Button icon="eye" isDisabled={isPending} onPress={() => mutate()}>
          <Trans>显示全部，与客户核对</Trans>
        </Button>
      )}
      {error && <ErrorNotice error={error} />}
      {Boolean(refusal) && <ErrorNotice error={refusal} />}
      <Button look="primary" icon="done" isDisabled={isBusy || !isOnline} onPress={onRight}>
        <Trans>全部正确，发验证码确认</Trans>
      </Button>
      <Button onPress={onChange}>
        <Trans>有变更</Trans>
      </Button>
    </div>
  )
}
