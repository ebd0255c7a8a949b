import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Story } from '../../api/field'
import { sexWord } from '../../i18n/book'
import { Field } from '../../ui/Field'
import { DoNotCall } from '../seat/DoNotCall'
import type { InboundDraft } from './draft'

interface Props {
  story: Story | null
  draft: InboundDraft
  change: (changes: Partial<InboundDraft>) => void
}

/** Who calls. Where nobody knows him, his number is kept with the call. */
export function CallerCard({ story, draft, change }: Props) {
  const { t } = useLingui()
  return (
    <section className="card stack-tight call-who">
      <div className="row">
        <h2>{story ? story.name_masked : t`未知来电者`}</h2>
        {story && (
          <span className="soft">
            {[story.sex && sexWord(story.sex), story.born_year && t`${story.born_year} 年生`, story.mobile_masked].filter(Boolean).join(' · ')}
          </span>
        )}
        <span className="row-end" />
        <Link to="/inbound" search={{}}>
          <Trans>换一位</Trans>
        </Link>
      </div>
      {!story && <Field label={t`来电号码`} value={draft.number} maxLength={40} onChange={(number) => change({ number })} />}
      {story?.do_not_call && <DoNotCall />}
    </section>
  )
}
