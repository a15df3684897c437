import terser from '@rollup/plugin-terser';
import type { RollupOptions } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';

export default {
  input: { index: 'src/index.ts' },
  plugins: [esbuild({ target: 'es2020' })],
  output: { dir: 'dist', format: 'es', sourcemap: true, plugins: [terser({ module: true })] },
} satisfies RollupOptions;
