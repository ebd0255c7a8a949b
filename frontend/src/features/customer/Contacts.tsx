import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Story } from '../../api/field'
import { acknowledgedText } from '../../i18n/acknowledged'
import { channelWord, deliveredWord, departmentWord } from '../../i18n/book'
import { dateTime } from '../../i18n/format'
import { outcomeWord } from '../../i18n/work'
import { Button } from '../../ui/Button'
import { Section } from '../../ui/Section'
import { NotSent } from '../../ui/NotSent'

const FIRST = 8

/** Who has spoken to him, whatever department it was: so that nobody asks again what was answered. */
export function Contacts({ contacts }: { contacts: Story['contacts'] }) {
  const { t } = useLingui()
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? contacts : contacts.slice(0, FIRST)
  return (
    <Section title={t`联系记录`} many={contacts.length} none={t`还没有联系记录。`}>
      <ul className="customer-rows">
        {shown.map((contact) => (
          <li key={`${contact.at} ${contact.department} ${contact.channel}`}>
            <div className="row">
              <strong>
                {departmentWord(contact.department)} · {channelWord(contact.channel)}
              </strong>
              <span className="row-end soft">{dateTime(contact.at)}</span>
              {contact.unsent && <NotSent />}
            </div>
            <p className="soft">
              {[contact.direction && deliveredWord(contact.direction), contact.result && (contact.ours ? outcomeWord(contact.result) : deliveredWord(contact.result)), contact.by]
                .filter((one) => one)
                .join(' · ')}
            </p>
            {contact.acknowledged && <p>{acknowledgedText(contact.acknowledged)}</p>}
          </li>
        ))}
      </ul>
      {contacts.length > FIRST && !showsAll && (
        <Button onPress={() => setShowsAll(true)}>
          <Trans>显示全部</Trans>
        </Button>
      )}
    </Section>
  )
}
