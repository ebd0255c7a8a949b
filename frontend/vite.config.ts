import { lingui } from '@lingui/vite-plugin'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const api = process.env['GRIDWARD_API'] ?? 'http://127.0.0.1:8700'

/** The words of the first language are asked for with the program, not by it. Who reads another one loads them for nothing: 20 KiB. */
const wordsBeside: Plugin = {
  name: 'words-beside',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.values(bundle ?? {})
        .filter((file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('/locales/zh/messages.po'))
        .map(({ fileName }) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` }, injectTo: 'head' })),
  },
}

export default defineConfig({
  plugins: [
    wordsBeside,
    react(),
    // Without macroTransform the build is green and every translated text fails at run time.
    lingui({ failOnMissing: true, macroTransform: true }),
    { ...optimizeLocales.vite({ locales: ['zh-CN', 'en-US'] }), enforce: 'pre' as const },
  ],
  worker: { format: 'es' },
  build: {
    target: ['chrome123', 'safari17.5', 'firefox120'],
    manifest: true,
    // Data addresses would be refused for fonts and workers by the content policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1400,
  },
  server: { proxy: { '/api': { target: api, changeOrigin: false } } },
  preview: { proxy: { '/api': { target: api, changeOrigin: false } } },
})
