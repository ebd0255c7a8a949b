import { Trans, useLingui } from '@lingui/react/macro'
import type { Story } from '../../api/field'
import { useReveal } from '../../api/reveal'
import { count } from '../../i18n/format'
import type { Entry } from '../../outbox/operation'
import { useDoing } from '../../outbox/operations'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/icons'
import { ErrorNotice } from '../../ui/Notice'
import type { Draft } from './draft'
import { checkedIn, usePosition, type Located } from './position'

interface Props {
  draft: Draft
  story: Story | undefined
  entryWith: (part: Partial<Draft>) => Entry
  onDone: (part: Partial<Draft>) => void
}

/** At the door. The position is looked for meanwhile, and the visit never waits for it. */
export function CheckIn(props: Props) {
  return props.draft.begun ? <Done onDone={props.onDone} /> : <Begin {...props} />
}

function Done({ onDone }: Pick<Props, 'onDone'>) {
  return (
    <div className="visit-center">
      <h2>
        <Trans>签到已记在本机</Trans>
      </h2>
      <Button look="primary" onPress={() => onDone({})}>
        <Trans>继续</Trans>
      </Button>
    </div>
  )
}

function Begin({ draft, story, entryWith, onDone }: Props) {
  const located = usePosition()
  const act = useDoing()
  const begin = async (where: object) => {
    const { visit_id, customer_id, task_id } = draft
    const payload = { visit_id, customer_id, ...(task_id && { task_id }), ...where }
    const operation = await act('visit.begin', payload, ({ op_id }) => entryWith({ begun: op_id, step: 'options' }))
    if (operation) onDone({ begun: operation.op_id })
  }
  return (
    <div className="visit-center">
      <Door customer={draft.customer_id} story={story} />
      <Button look="primary" icon="pin" onPress={() => void begin(checkedIn(located))}>
        <Trans>签到并开始</Trans>
      </Button>
      <Whereabouts located={located} />
      <Button onPress={() => void begin({ no_position: 'denied' })}>
        <Trans>不带位置签到</Trans>
      </Button>
    </div>
  )
}

function Door({ customer, story }: { customer: number; story: Story | undefined }) {
  const { t } = useLingui()
  const { mutate, data, error, isPending } = useReveal(customer)
  return (
    <div className="visit-door">
      <p className="visit-address">{data?.address || story?.address_masked || '–'}</p>
      {data ? (
        <p className="soft">
          {data.name} · <Trans>查看已留下记录。</Trans>
        </p>
      ) : (
        <Button icon="eye" isDisabled={isPending} onPress={() => mutate()}>
          {t`显示姓名和门牌`}
        </Button>
      )}
      {error && <ErrorNotice error={error} />}
    </div>
  )
}

function Whereabouts({ located }: { located: Located }) {
  const { t } = useLingui()
  const none = {
    denied: t`没有定位授权，签到不带位置。`,
    unavailable: t`这台设备定不了位，签到不带位置。`,
    timeout: t`定位超时，签到不带位置。`,
  }
  return (
    <output className="visit-position">
      <Icon name={located.state === 'found' ? 'pin' : 'info'} />
      {located.state === 'looking' && t`正在后台定位，不必等待。`}
      {located.state === 'found' && t`已定位，精度约 ${count(located.position.accuracy_m)} 米。`}
      {located.state === 'none' && none[located.why]}
    </output>
  )
}
