/** The words of a visit's screens. */
import { useLingui } from '@lingui/react/macro'
import type { Step } from './draft'

export function useStepWord(): (step: Step) => string {
  const { t } = useLingui()
  const words: Record<Step, string> = {
    check_in: t`签到`,
    options: t`应缴与办法`,
    outcome: t`面访结果`,
    promise: t`承诺`,
    note: t`记录与下一步`,
    summary: t`保存`,
  }
  return (step) => words[step]
}
