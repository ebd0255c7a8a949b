/** What became of something that was done here, in words, and whether the server has taken it. */
import { useLingui } from '@lingui/react/macro'
import { problemText } from '../i18n/problems'
import { receiptText } from '../i18n/receipts'
import { operationStateWord } from '../i18n/work'
import { useFate, useWaiting, type Fate } from './operations'

export interface Told {
  /** Green only for what the server has taken. */
  tone: 'good' | 'warn' | 'bad'
  title: string
  text?: string
}

/** `done`: what is said where it is simply so; without it nothing is. */
export function useTold(opId: string | undefined, done?: string): { fate: Fate; told: Told | undefined } {
  const { t } = useLingui()
  const fate = useFate(opId)
  if (fate.state === 'unknown') return { fate, told: undefined }
  if (fate.state === 'unsent') return { fate, told: { tone: 'warn', title: t`已保存在本机，待上传`, text: t`有网络时自动上传，不会丢失。` } }
  if (fate.state === 'refused') {
    return { fate, told: { tone: 'bad', title: problemText(fate.problem).what, text: t`内容还在本机，没有丢失。可以重试，或放弃后重新记录。` } }
  }
  const { state, code, forwarded_to: forwardedTo } = fate.receipt
  if (state === 'forwarded') {
    return { fate, told: { tone: 'good', title: t`已上传`, text: forwardedTo ? t`客户现由 ${forwardedTo} 服务，结果已转给他。` : t`客户已换专员，结果已转交。` } }
  }
  if (state === 'invalid') return { fate, told: { tone: 'bad', title: code ? receiptText(code) : operationStateWord(state), text: t`内容没有生效，请修改后重新记录。` } }
  if (state === 'needs_attention') {
    const told: Told = { tone: 'warn', title: t`已上传，需要处理`, text: code ? receiptText(code) : t`由网点主管处理。` }
    return { fate, told }
  }
  // What is simply so may still come with a word, as that all seats are taken.
  if (code) return { fate, told: { tone: 'warn', title: receiptText(code) } }
  return { fate, told: done === undefined ? undefined : { tone: 'good', title: done } }
}

/** The newest operation of a kind that waits on this device, sent or refused: it is there again after the page was loaded anew. */
export function useWaitingFor(isMeant: (kind: string, payload: Record<string, unknown>) => boolean) {
  return useWaiting().findLast(({ operation: { kind, payload } }) => isMeant(kind, payload))?.operation
}
