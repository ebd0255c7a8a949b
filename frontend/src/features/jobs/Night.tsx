import { Trans, useLingui } from '@lingui/react/macro'
import type { DayRun } from '../../api/jobs'
import { count, dateTime, day, decimal } from '../../i18n/format'
import { FIGURE_ORDER, figureWord, jobStepWord } from '../../i18n/jobs'
import { problemText } from '../../i18n/problems'
import { Icon } from '../../ui/icons'
import { useCityName } from './JobName'
import { JobState } from './JobState'

/** A run of a city's day: at a glance in one line, opened with its parts and figures. */
export function Night({ run }: { run: DayRun }) {
  const { t } = useLingui()
  const cityOf = useCityName()
  const figures = new Map(run.figures.map((figure) => [figure.name, figure.value]))
  const told = [
    run.progress && jobStepWord(run.progress.step),
    figures.has('dues') && t`应收 ${count(figures.get('dues') ?? 0)}`,
    run.in_force && t`新任务 ${count(figures.get('work.tasks') ?? 0)}`,
    run.in_force && t`已发消息 ${count(figures.get('delivered') ?? 0)}`,
    run.problem && problemText(run.problem).what,
  ]
  return (
    <details className="card night">
      <summary>
        <Icon name="down" size={16} />
        <strong>{cityOf(run)}</strong>
        <span>{day(run.day)}</span>
        <JobState state={run.state} />
        <span className="soft">{dateTime(run.started_at)}</span>
        <span className="soft">{run.finished_at && run.state === 'done' && t`用时 ${seconds(run)} 秒`}</span>
        <span className="night-told">{told.filter(Boolean).join(' · ')}</span>
      </summary>
      <Opened run={run} figures={figures} />
    </details>
  )
}

function Opened({ run, figures }: { run: DayRun; figures: Map<string, number> }) {
  const longest = Math.max(...run.parts.map((part) => part.seconds), 0.01)
  return (
    <div className="columns">
      {run.problem && <p>{problemText(run.problem).todo}</p>}
      {run.in_force === false && (
        <p className="soft">
          <Trans>当天没有生效的网格，所以只更新了应收清单。</Trans>
        </p>
      )}
      {run.parts.length > 0 && (
        <section>
          <h3>
            <Trans>各步用时（秒）</Trans>
          </h3>
          <dl className="night-list">
            {run.parts.map((part) => (
              <div key={part.name}>
                <dt>{jobStepWord(part.name)}</dt>
                <dd>
                  <span className="night-bar" style={{ inlineSize: `${(part.seconds / longest) * 100}px` }} aria-hidden="true" />
                  <span className="number">{decimal(part.seconds, 2)}</span>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {figures.size > 0 && (
        <section>
          <h3>
            <Trans>结果</Trans>
          </h3>
          <dl className="night-list">
            {FIGURE_ORDER.filter((name) => figures.has(name)).map((name) => (
              <div key={name}>
                <dt>{figureWord(name)}</dt>
                <dd className="number">{count(figures.get(name) ?? 0)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  )
}

function seconds(run: DayRun): string {
  return decimal(
    run.parts.reduce((sum, part) => sum + part.seconds, 0),
    1,
  )
}
