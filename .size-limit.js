// What is inlined or loaded as it is must not be minified once more before it is weighed.
const asItIs = config => ({ ...config, minify: false, bundle: false });

export default [
  { name: 'import { trigger }', path: 'dist/index.js', import: '{ trigger }', limit: '2900 B' },
  {
    name: 'dist/sendoff.js',
    path: 'dist/sendoff.js',
    limit: '3500 B',
    modifyEsbuildConfig: asItIs,
  },
  {
    name: 'dist/snippet.js, not compressed',
    path: 'dist/snippet.js',
    brotli: false,
    limit: '320 B',
    modifyEsbuildConfig: asItIs,
  },
];
