import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,codegen,conformance,test,examples}/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // SDKs from unpacked tarballs are run as they are: transforming them warns of every source map without its source.
    server: { deps: { external: [/\/package\/.*\.m?js$/] } },
  },
})
