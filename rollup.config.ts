import { fileURLToPath } from 'node:url';
import terser from '@rollup/plugin-terser';
import type { Plugin, RollupOptions } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import esbuild from 'rollup-plugin-esbuild';

const compile = esbuild({ target: 'es2021' });

const minify = terser({
  module: true,
  ecma: 2020,
  // Functions written in place of their one call compress worse than functions.
  compress: { ecma: 2020, passes: 3, inline: 1, reduce_funcs: false },
});

/** The snippet is counted uncompressed, and `let` says the same in three characters. */
const shorten: Plugin = {
  name: 'shorten',
  renderChunk: code => ({ code: code.replaceAll('const ', 'let ').trim(), map: null }),
};

/** The script tag has web-vitals inside: once, with the attribution, which holds all of the rest. */
const webVitals: Plugin = {
  name: 'web-vitals',
  resolveId: id =>
    id.startsWith('web-vitals')
      ? fileURLToPath(import.meta.resolve('web-vitals/attribution'))
      : undefined,
};

/** Each entry's types in one file. From what `tsc` has written it takes a fifth of the time. */
const types = ['index', 'lean', 'queue', 'vitals', 'outbox', 'server'].map(
  (entry): RollupOptions => ({
    input: `.types/${entry}.d.ts`,
    external: /^web-vitals/,
    plugins: [dts({ compilerOptions: { noLib: true, types: [] } })],
    output: { file: `dist/${entry}.d.ts` },
  }),
);

export default [
  ...types,
  {
    // What they share is a module of its own, so that a page has one core, with one quota.
    input: {
      index: 'src/index.ts',
      lean: 'src/lean.ts',
      queue: 'src/queue.ts',
      vitals: 'src/vitals.ts',
      outbox: 'src/outbox.ts',
    },
    external: ['web-vitals'],
    plugins: [compile],
    output: {
      dir: 'dist',
      // What the lean entry needs, too, is apart from the rest.
      chunkFileNames: ({ moduleIds }) =>
        moduleIds.some(id => id.endsWith('/src/deliver.ts')) ? 'core.js' : 'shared.js',
      format: 'es',
      sourcemap: true,
      plugins: [minify],
    },
  },
  {
    // A server has no page: nothing of it is shared with the browser's entries.
    input: 'src/server.ts',
    plugins: [compile],
    output: { file: 'dist/server.js', format: 'es', sourcemap: true, plugins: [minify] },
  },
  {
    input: 'src/script-tag/sendoff.ts',
    plugins: [compile],
    output: { file: 'dist/sendoff.js', format: 'iife', sourcemap: true, plugins: [minify] },
  },
  {
    input: 'src/script-tag/lean.ts',
    plugins: [compile],
    output: { file: 'dist/sendoff.lean.js', format: 'iife', sourcemap: true, plugins: [minify] },
  },
  {
    input: 'src/script-tag/vitals.ts',
    plugins: [webVitals, compile],
    output: { file: 'dist/sendoff.vitals.js', format: 'iife', sourcemap: true, plugins: [minify] },
  },
  {
    // What a page's worker and a service worker load is one file, since neither may be a module everywhere.
    input: 'src/outbox/worker.ts',
    plugins: [compile],
    output: { file: 'dist/outbox.worker.js', format: 'iife', sourcemap: true, plugins: [minify] },
  },
  {
    input: 'src/script-tag/snippet.ts',
    plugins: [compile],
    output: { file: 'dist/snippet.js', format: 'es', plugins: [minify, shorten] },
  },
] satisfies RollupOptions[];
