import { Trans, useLingui } from '@lingui/react/macro'
import type { RefusedDetail } from '../../api/corrections'
import { issueText } from '../../i18n/corrections'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { filledTo, insertAt, joinBefore, removeAt, withValue } from './width'

interface Props {
  row: RefusedDetail
  fields: string[]
  isReadOnly: boolean
  onType: (fields: string[]) => void
  onLeave: () => void
}

/** All columns of a row by the file's own header; values beyond it stand at the end. */
export function RowFields({ row, fields, isReadOnly, onType, onLeave }: Props) {
  const { t } = useLingui()
  const width = row.header.length
  const isShifted = row.delivered.length !== width
  const lacking = width - fields.length
  return (
    <div className="stack" onBlur={onLeave}>
      {isShifted && !isReadOnly && (
        <div className="row">
          <span className="soft">
            <Trans>
              原行有 {row.delivered.length} 个值，表头有 {width} 列，现在有 {fields.length} 个值。请让每个值对准它的列。
            </Trans>
          </span>
          {lacking > 0 && (
            <Button onPress={() => onType(filledTo(fields, width))}>
              <Trans>其余 {lacking} 列留空</Trans>
            </Button>
          )}
        </div>
      )}
      <div className="corrections-fields">
        {Array.from({ length: Math.max(width, fields.length) }, (_, index) => {
          const name = row.header[index] || (index < width ? t`第 ${index + 1} 列` : t`多出的值 ${index - width + 1}`)
          const issues = row.issues.filter((issue) => issue.index === index)
          const refused = issues.filter((issue) => issue.severity === 'refused').map(issueText)
          const repaired = issues.filter((issue) => issue.severity === 'repaired').map((issue) => t`${issueText(issue)}，导入时留空`)
          const hints = [...repaired, ...issues.filter((issue) => issue.severity === 'noted').map(issueText)]
          const was = row.delivered[index] ?? ''
          if (!isShifted && was !== fields[index]) hints.push(t`原值：${was || '–'}`)
          return (
            <div key={index} className="corrections-field" data-faulty={refused.length > 0 || index >= width || undefined} data-noted={issues.length > 0 || undefined}>
              <Field
                label={name}
                value={fields[index] ?? ''}
                isReadOnly={isReadOnly}
                onChange={(value) => onType(withValue(fields, index, value))}
                {...(refused.length > 0 ? { error: refused.join('；') } : {})}
                {...(hints.length > 0 ? { hint: hints.join('；') } : {})}
              />
              {isShifted && !isReadOnly && <Shift name={name} index={index} fields={fields} onType={onType} />}
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface ShiftProps {
  name: string
  index: number
  fields: string[]
  onType: (fields: string[]) => void
}

function Shift({ name, index, fields, onType }: ShiftProps) {
  const { t } = useLingui()
  const isThere = index < fields.length
  return (
    <div className="corrections-shift">
      <Button look="quiet" isDisabled={!isThere} aria-label={t`在${name}前插入空值，后面的值后移一列`} onPress={() => onType(insertAt(fields, index))}>
        <Trans>插入</Trans>
      </Button>
      <Button look="quiet" isDisabled={!isThere} aria-label={t`去掉${name}的值，后面的值前移一列`} onPress={() => onType(removeAt(fields, index))}>
        <Trans>去掉</Trans>
      </Button>
      <Button look="quiet" isDisabled={!isThere || index === 0} aria-label={t`把${name}的值并入前一列`} onPress={() => onType(joinBefore(fields, index))}>
        <Trans>并入</Trans>
      </Button>
    </div>
  )
}
