import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Story } from '../../api/field'
import { dateTime, day as dayText } from '../../i18n/format'
import type { Search, UnreachableRules } from '../../rules/unreachable'
import { Button } from '../../ui/Button'
import { NotSent } from '../../ui/NotSent'
import { useDay } from './data'
import { StepDialog } from './StepDialog'
import { stepWord } from './words'

interface Props {
  customer: number
  name: string
  rules: UnreachableRules
  search: Search
}

/** What was tried, when and by whom; and what is to be tried next. */
export function Tried({ customer, name, rules, search }: Props) {
  const { t } = useLingui()
  const [isOpen, setOpen] = useState(false)
  const words = new Map(rules.step.map((step) => [step.code, step]))
  const { tried, next, nextOn, isLost } = search
  const waits = nextOn > useDay()
  return (
    <div className="tried">
      {tried.length > 0 && (
        <ol className="tried-steps" aria-label={t`试过的方式`}>
          {tried.toReversed().map((one: Story['steps'][number]) => (
            <li key={one.id}>
              <span>{words.has(one.step) ? stepWord(words.get(one.step)!) : one.step}</span>
              <span className="soft">{[dateTime(one.at), one.by].filter(Boolean).join(' · ')}</span>
              {one.unsent && <NotSent />}
            </li>
          ))}
        </ol>
      )}
      <div className="row">
        <p>
          {next && (waits ? t`都试过了，${dayText(nextOn)} 再试：` : t`下一步：`)}
          {next && <strong>{stepWord(next)}</strong>}
        </p>
        <span className="row-end" />
        <Button look={waits ? 'quiet' : 'primary'} aria-label={t`记录一次查找：${name}`} onPress={() => setOpen(true)}>
          <Trans>记录一次查找</Trans>
        </Button>
      </div>
      {isLost && (
        <p className="soft">
          <Trans>必要的方式都没有找到，客户计为失联；有人联系上他就自动解除。</Trans>
        </p>
      )}
      {isOpen && <StepDialog customer={customer} name={name} rules={rules} search={search} onClose={() => setOpen(false)} />}
    </div>
  )
}
