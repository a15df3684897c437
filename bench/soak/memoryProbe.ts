/** Loaded before the demo server: answers what it holds, each time the process that started it asks. */
process.on('message', () => {
  // What is not garbage is what counts.
  globalThis.gc?.();
  const { heapUsed } = process.memoryUsage();
  process.send?.(heapUsed / 1e6);
});
// It must not keep a server alive that has ended.
process.channel?.unref();
