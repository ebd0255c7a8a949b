import type { Messages } from '@lingui/core'

const files = import.meta.glob<{ messages: Messages }>('../src/i18n/locales/*/*.po', { eager: true })

function allOf(locale: string): Messages {
  const parts = Object.entries(files).filter(([path]) => path.includes(`/${locale}/`))
  return Object.assign({}, ...parts.map(([, { messages }]) => messages))
}

/** All words of a language, of which a page brings a part. */
export const zh = allOf('zh')
export const en = allOf('en')
