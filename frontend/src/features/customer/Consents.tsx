import { useLingui } from '@lingui/react/macro'
import type { Story } from '../../api/field'
import { dateTime } from '../../i18n/format'
import { consentHowWord, purposeWord } from '../../i18n/work'
import { useMay } from '../../session/may'
import { Button } from '../../ui/Button'
import { FateNotice } from '../../ui/FateNotice'
import { ErrorNotice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { useConsenting, type Purpose } from './consenting'

const PURPOSES: Purpose[] = ['marketing', 'profiling']

/** What he agreed to: as easily taken back as given. */
export function Consents({ story }: { story: Story }) {
  const { t } = useLingui()
  return (
    <Section title={t`客户意愿`}>
      <ul className="customer-rows">
        {PURPOSES.map((purpose) => (
          <Consent key={purpose} purpose={purpose} customer={story.customer_id} said={story.consents.find((one) => one.purpose === purpose)} />
        ))}
      </ul>
    </Section>
  )
}

interface Props {
  purpose: Purpose
  customer: number
  said: Story['consents'][number] | undefined
}

function Consent({ purpose, customer, said }: Props) {
  const { t } = useLingui()
  const asks = useMay('consent')
  const { record, opId, given = said?.given, error } = useConsenting(customer, purpose)
  return (
    <li>
      <div className="row">
        <strong>{purposeWord(purpose)}</strong>
        <span className="row-end" />
        <span className={given === undefined ? 'badge' : given ? 'badge badge-good' : 'badge badge-bad'}>
          {given === undefined ? t`未询问` : given ? t`同意` : t`不同意`}
        </span>
      </div>
      <p className="soft">{said && `${dateTime(said.at)} · ${consentHowWord(said.how)}`}</p>
      {asks && (
        <div className="row">
          {given !== true && <Say what={t`客户同意`} about={purposeWord(purpose)} onSay={() => record(true)} />}
          {given !== false && (
            <Say what={given ? t`客户撤回` : t`客户不同意`} about={purposeWord(purpose)} onSay={() => record(false)} />
          )}
        </div>
      )}
      <FateNotice opId={opId} />
      {Boolean(error) && <ErrorNotice error={error} />}
    </li>
  )
}

/** The same words stand in both rows: who hears them hears which one is meant. */
function Say({ what, about, onSay }: { what: string; about: string; onSay: () => void }) {
  return (
    <Button onPress={onSay} aria-label={`${what}：${about}`}>
      {what}
    </Button>
  )
}
