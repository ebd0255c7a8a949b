import { defineConfig } from '@lingui/cli'
import { formatter } from '@lingui/format-po'

export default defineConfig({
  sourceLocale: 'zh',
  locales: ['zh', 'en'],
  format: formatter({ lineNumbers: false }),
  catalogs: [{ path: 'src/i18n/locales/{locale}/messages', include: ['src'] }],
})
