import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import type { StaffedCell, Tenure } from '../../api/desk'
import { count, today } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { useEnding } from './tenure'

interface Props {
  city: string
  cell: StaffedCell
  tenure: Tenure
  isOpen: boolean
  onClose: () => void
}

export function LeaveDialog({ city, cell, tenure, isOpen, onClose }: Props) {
  const { t } = useLingui()
  const [end, setEnd] = useState(today())
  const ending = useEnding(city, cell.cell_id, tenure, onClose)
  return (
    <Dialog title={t`${tenure.name_masked} 离开网格 ${cell.number}`} isOpen={isOpen} onClose={onClose}>
      <p>
        <Trans>从这天起，网格空缺，由就近且有余力的专员代管；{count(cell.customers)} 位客户和未办完的事都留在网格里，会收到服务专员变更的通知。</Trans>
      </p>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          ending.mutate(end)
        }}
      >
        <Field label={t`从哪天起不再负责`} type="date" min={today()} value={end} onChange={setEnd} isRequired />
        {ending.error && <ErrorNotice error={ending.error} />}
        <div className="row dialog-foot">
          <span className="row-end" />
          <Button onPress={onClose}>
            <Trans>取消</Trans>
          </Button>
          <Button type="submit" look="danger" isPending={ending.isPending} isDisabled={end === ''}>
            <Trans>确认离开</Trans>
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
