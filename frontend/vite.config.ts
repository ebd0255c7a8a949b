import { lingui } from '@lingui/vite-plugin'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = process.env['GRIDWARD_API'] ?? 'http://127.0.0.1:8700'

export default defineConfig({
  plugins: [
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
