import { Trans } from '@lingui/react/macro'
import { useTold } from '../outbox/fates'
import { useOutbox, useSending, type Fate } from '../outbox/operations'
import { Button } from './Button'
import { Notice } from './Notice'

interface Props {
  /** The operation. */
  opId: string | undefined
  /** What is said where the server has simply taken it; left out where the page shows that itself. */
  done?: string
}

/** What became of something that was done on this page, with what can be done about it. */
export function FateNotice({ opId, done }: Props) {
  const { fate, told } = useTold(opId, done)
  if (!told || opId === undefined) return null
  return (
    <Notice tone={told.tone}>
      <strong>{told.title}</strong>
      {told.text && <span>{told.text}</span>}
      <FateWays opId={opId} fate={fate} />
    </Notice>
  )
}

/** The ways on from an operation that the server does not have yet, or would not take. */
export function FateWays({ opId, fate }: { opId: string; fate: Fate }) {
  const outbox = useOutbox()
  const { mutate, isPending } = useSending()
  if (fate.state === 'unsent') {
    return (
      <div className="row">
        <Button icon="upload" isDisabled={isPending} onPress={() => mutate()}>
          <Trans>立即上传</Trans>
        </Button>
      </div>
    )
  }
  if (fate.state !== 'refused') return null
  return (
    <div className="row">
      <Button
        isDisabled={isPending}
        onPress={() => void outbox.again(opId).then(() => mutate())}
      >
        <Trans>重试</Trans>
      </Button>
      <Button look="danger" isDisabled={isPending} onPress={() => void outbox.discard(opId)}>
        <Trans>放弃</Trans>
      </Button>
    </div>
  )
}
