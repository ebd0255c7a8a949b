import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { newId } from '../../outbox/ids'
import { useOnce } from '../../outbox/once'
import { useDoing } from '../../outbox/operations'
import type { Search, UnreachableRules } from '../../rules/unreachable'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { Tiles } from '../../ui/Tiles'
import { useActing } from './acting'
import { useEverybody } from './data'
import { stepWord } from './words'

type Outcome = 'vain' | 'found' | 'number'

interface Props {
  customer: number
  name: string
  rules: UnreachableRules
  search: Search | undefined
  onClose: () => void
}

const MOBILE = /^1\d{10}$/

/** A way that was tried, and what came of it. A new number is asked for at once: it counts when the customer says the code. */
export function StepDialog({ customer, name, rules, search, onClose }: Props) {
  const { t } = useLingui()
  const act = useActing()
  const correct = useDoing()
  const once = useOnce()
  const { kept } = useEverybody()
  const [step, setStep] = useState(search?.next?.code ?? rules.step[0]!.code)
  const [outcome, setOutcome] = useState<Outcome>()
  const [number, setNumber] = useState('')
  const isNumber = MOBILE.test(number.trim())
  const save = async () => {
    const payload = { step_id: newId(), customer_id: customer, step, found: outcome === 'found' }
    if (outcome === 'number') {
      const mobile = kept?.mobileOf(customer)
      const about = { request_id: newId(), customer_id: customer, mobile: number.trim(), seen: mobile ? { mobile } : {} }
      if (!(await correct('customer.correct', about))) return
    }
    if (await act('unreachable.step', payload, outcome === 'found' ? t`已找到 ${name}` : t`已记下对 ${name} 的查找`)) onClose()
  }
  return (
    <Dialog title={t`查找 ${name}`} isOpen onClose={onClose} wide>
      <Tiles
        label={t`用什么方式`}
        tiles={rules.step.map((one) => ({ value: one.code, label: stepWord(one), hint: search?.tried.some(({ step: tried }) => tried === one.code) ? t`试过` : undefined }))}
        value={step}
        onChange={setStep}
      />
      <Tiles
        label={t`结果`}
        tiles={[
          { value: 'vain', label: t`没有找到` },
          { value: 'found', label: t`联系上本人` },
          { value: 'number', label: t`得到新号码` },
        ]}
        value={outcome}
        onChange={setOutcome}
      />
      {outcome === 'number' && (
        <Field
          label={t`新手机号`}
          type="tel"
          inputMode="tel"
          value={number}
          onChange={setNumber}
          hint={t`请客户用验证码确认之后才生效；在此之前可以打这个号码。`}
          {...(number.trim().length >= 11 && !isNumber && { error: t`请输入 11 位手机号` })}
        />
      )}
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>关闭</Trans>
        </Button>
        <Button look="primary" isDisabled={!outcome || (outcome === 'number' && !isNumber)} onPress={() => void once(save)}>
          <Trans>记下</Trans>
        </Button>
      </div>
    </Dialog>
  )
}
