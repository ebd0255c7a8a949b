import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { ModelList } from '../../api/risk-models'
import { day, percent } from '../../i18n/format'
import { SAID, whyNotWord } from '../../i18n/risk-words'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { UseDialog } from './UseDialog'

/** What judges the dues now, and whether it had to give way. */
export function Engine({ city, found, edits }: { city: string; found: ModelList; edits: boolean }) {
  const { t } = useLingui()
  const [back, setBack] = useState(false)
  const { engine, in_force } = found
  return (
    <Section title={t`正在评分`}>
      {engine && !engine.judged && (
        <Notice tone="warn">
          <p>{SAID.fellBack(engine.model, day(engine.as_of), whyNotWord(engine.why_not ?? '', engine.months))}</p>
        </Notice>
      )}
      <div className="row">
        <p>
          {in_force === null ? (
            <Trans>评分卡</Trans>
          ) : engine?.judged ? (
            SAID.judged(in_force, day(engine.as_of), percent(engine.share))
          ) : (
            SAID.inUse(in_force)
          )}
        </p>
        <span className="row-end" />
        {edits && in_force !== null && (
          <Button onPress={() => setBack(true)}>
            <Trans>改回评分卡…</Trans>
          </Button>
        )}
      </div>
      <UseDialog city={city} model={null} isOpen={back} onClose={() => setBack(false)} />
    </Section>
  )
}
