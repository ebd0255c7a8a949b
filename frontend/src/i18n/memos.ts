/** What the system tells specialists, in words. */
import { t } from '@lingui/core/macro'
import type { Message } from '../api/messages'
import { decisionText, operationKindWord } from './work'

type Told = Pick<Message, 'code' | 'params' | 'text' | 'withdrawn_at'>

const word = (params: Told['params'], key: string) => String(params[key] ?? '')

/** What a message says, whoever wrote it. */
export function messageText(message: Told): string {
  if (message.withdrawn_at !== null) return t`发件人已撤回这条消息。`
  return (message.code !== null && CODES[message.code]?.(message)) || (message.text ?? message.code ?? '')
}

const CODES: Record<string, (message: Told) => string> = {
  work_decided: ({ params, text }) => {
    const verdict = params['verdict'] === 'taken' ? 'taken' : 'refused'
    return `${operationKindWord(word(params, 'kind'))}：${decisionText({ verdict, reason: text })}`
  },
  work_forwarded: ({ params }) => (params['by'] ? t`${word(params, 'by')} 为您的客户做的工作已转来，见客户全景。` : t`别人为您的客户做的工作已转来，见客户全景。`),
}

const ORIGINS: Record<Message['origin'], () => string> = { supervisor: () => t`主管`, seat: () => t`坐席`, system: () => t`系统通知` }
export const originWord = (origin: Message['origin']) => ORIGINS[origin]()
