// What is inlined or loaded as it is must not be minified once more before it is weighed.
const asItIs = ({ external, ...config }) => ({ ...config, minify: false, bundle: false });

export default [
  { name: 'import { trigger }', path: 'dist/index.js', import: '{ trigger }', limit: '2900 B' },
  // At most 600 B more than the line above weighs.
  {
    name: 'import { createQueue }',
    path: 'dist/queue.js',
    import: '{ createQueue }',
    limit: '3500 B',
  },
  // At most 400 B more than the first, without web-vitals.
  {
    name: 'import { reportVitals }',
    path: 'dist/vitals.js',
    import: '{ reportVitals }',
    limit: '3300 B',
  },
  {
    name: 'dist/sendoff.js',
    path: 'dist/sendoff.js',
    limit: '3600 B',
    modifyEsbuildConfig: asItIs,
  },
  {
    name: 'dist/sendoff.vitals.js',
    path: 'dist/sendoff.vitals.js',
    limit: '9000 B',
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
