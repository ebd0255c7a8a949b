import { useLingui } from '@lingui/react/macro'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { Icon } from '../../ui/icons'

/** What a figure means, a tap away. */
export function Define({ what, children }: { what: string; children: React.ReactNode }) {
  const { t } = useLingui()
  return (
    <DialogTrigger>
      <Button className="define" aria-label={t`${what}：怎么算`}>
        <Icon name="info" size={18} />
      </Button>
      <Popover className="popover define-text" placement="bottom start">
        <Dialog aria-label={t`${what}：怎么算`}>{children}</Dialog>
      </Popover>
    </DialogTrigger>
  )
}
