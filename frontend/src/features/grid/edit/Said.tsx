import { useLingui } from '@lingui/react'
import { Trans } from '@lingui/react/macro'
import { problemOf } from '../../../api/problem'
import { problemText } from '../../../i18n/problems'
import { ErrorNotice, Notice, ProblemNotice } from '../../../ui/Notice'
import type { Previewed } from './usePreview'
import type { Studio } from './useStudio'

/** While a stroke is drawn it may yet come to where somebody lives. */
const NOBODY_YET = 'plan.edit_nobody'

/** Why an edit is refused, or what to mind about the last one: over the map, which stays where it is. */
export function Said({ studio, previewed }: { studio: Studio; previewed: Previewed }) {
  const { error } = studio.editing
  const problem = previewed?.problem
  return (
    <div className="edit-said">
      {error ? <Refused error={error} /> : problem && problem.code !== NOBODY_YET ? <ProblemNotice problem={problem} /> : <Warnings studio={studio} previewed={previewed} />}
    </div>
  )
}

function Refused({ error }: { error: Error }) {
  useLingui()
  const problem = problemOf(error)
  if (problem.code !== 'plan.changed') return <ErrorNotice error={error} />
  return (
    <Notice>
      <strong>{problemText(problem).what}</strong>
      <span>
        <Trans>现在的样子已经载入，请看过再做一次。</Trans>
      </span>
    </Notice>
  )
}

function Warnings({ studio: { editing }, previewed }: { studio: Studio; previewed: Previewed }) {
  useLingui()
  const warnings = (previewed ?? editing.done?.edited)?.warnings ?? []
  if (warnings.length === 0) return null
  return (
    <Notice tone="warn">
      {warnings.map(({ code, params }) => (
        <span key={code}>{problemText({ code, params, detail: code, hint: '' }).what}</span>
      ))}
    </Notice>
  )
}
