import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { persistencySearch, type Switches } from '../../../address/desk'
import { monthWord } from '../../../i18n/persistency'
import { Checks } from '../../../ui/Checks'
import { Choice } from '../../../ui/Field'

type Chosen = 'k' | 'basis' | 'against' | 'timing' | 'pay' | 'window' | 'served'
const FLAGS = ['apl', 'reinstated', 'suspended_out', 'claims_in', 'riders'] as const

/** All switches of the definition; they stand in the address, so that a figure can be sent to somebody. */
export function SwitchPanel({ how }: { how: Switches }) {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/cockpit/persistency' })
  const set = (change: Switches) =>
    void navigate({ search: (before) => persistencySearch({ ...before, ...change, month: '' }), replace: true, resetScroll: false })
  const choices: { key: Chosen; label: string; options: [string, string][] }[] = [
    { key: 'k', label: t`哪一年`, options: [...['', '2', '3', '4', '5'].map((k): [string, string] => [k, monthWord(k || '1')]), ['all', monthWord('all')]] },
    { key: 'basis', label: t`按什么算`, options: [['', t`保费`], ['count', t`件数`]] }, // prettier-ignore
    { key: 'against', label: t`和什么比`, options: [['', t`首年（累计）`], ['year_before', t`上一年度（环比）`]] }, // prettier-ignore
    { key: 'timing', label: t`怎样算按时`, options: [['', t`宽末月底前`], ['day', t`60 天内（精确日）`]] }, // prettier-ignore
    { key: 'pay', label: t`缴费方式`, options: [['', t`只算年缴`], ['all', t`全部，各期合计`], ['anniversary', t`全部，只看周年日一期`]] }, // prettier-ignore
    { key: 'window', label: t`期间`, options: [['', t`单月`], ['rolling', t`滚动 12 个月`]] }, // prettier-ignore
    { key: 'served', label: t`应缴日由谁服务`, options: [['', t`不限`], ['agent', t`在职业务员`], ['nobody', t`没有业务员（存续）`]] }, // prettier-ignore
  ]
  const words = {
    apl: t`自动垫交算收到`,
    reinstated: t`复效补缴算收到`,
    suspended_out: t`移出效力中止`,
    claims_in: t`理赔终止留在分母`,
    riders: t`附加险加保算收到`,
  }
  const on = FLAGS.filter((flag) => (flag === 'riders' ? how.riders !== 'no' : how[flag] === 'yes'))
  return (
    <section className="card switches" aria-label={t`口径`}>
      {choices.map(({ key, label, options }) => (
        <Choice
          key={key}
          label={label}
          value={how[key] ?? ''}
          options={options.map(([value, word]) => ({ value, label: word }))}
          onChange={(value) => set({ [key]: value })}
        />
      ))}
      <Checks
        label={t`其他`}
        options={FLAGS.map((value) => ({ value, label: words[value] }))}
        chosen={[...on]}
        onChange={(chosen) =>
          set(Object.fromEntries(FLAGS.map((flag) => [flag, flag === 'riders' ? (chosen.includes(flag) ? '' : 'no') : chosen.includes(flag) ? 'yes' : ''])))
        }
      />
    </section>
  )
}
