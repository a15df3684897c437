export default [
  { name: 'import { trigger }', path: 'dist/index.js', import: '{ trigger }', limit: '4925 B' },
  {
    name: 'import { trigger }, lean',
    path: 'dist/lean.js',
    import: '{ trigger }',
    limit: '2410 B',
  },
  // At most 715 B more than the first line weighs.
  {
    name: 'import { createQueue }',
    path: 'dist/queue.js',
    import: '{ createQueue }',
    limit: '5635 B',
  },
  // At most 550 B more than the first, without web-vitals.
  {
    name: 'import { reportVitals }',
    path: 'dist/vitals.js',
    import: '{ reportVitals }',
    limit: '5465 B',
  },
  // At most 3,225 B more than the first.
  {
    name: 'import { createOutbox }',
    path: 'dist/outbox.js',
    import: '{ createOutbox }',
    limit: '8140 B',
  },
  // What is inlined or loaded as it is: weighed as it is.
  {
    name: 'dist/sendoff.js',
    path: 'dist/sendoff.js',
    limit: '5605 B',
    disablePlugins: ['@size-limit/esbuild'],
  },
  {
    name: 'dist/sendoff.lean.js',
    path: 'dist/sendoff.lean.js',
    limit: '2710 B',
    disablePlugins: ['@size-limit/esbuild'],
  },
  {
    name: 'dist/sendoff.vitals.js',
    path: 'dist/sendoff.vitals.js',
    limit: '10250 B',
    disablePlugins: ['@size-limit/esbuild'],
  },
  {
    name: 'dist/snippet.js, not compressed',
    path: 'dist/snippet.js',
    brotli: false,
    limit: '455 B',
    disablePlugins: ['@size-limit/esbuild'],
  },
];
