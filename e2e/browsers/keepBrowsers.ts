import type { Engine, Visitor } from './engine.ts';

/**
 * The same engine, but that a visitor gets the browser which an earlier one has left, wiped clean: to
 * start Chromium takes the processor four times as long as to open and close a tab, a window of Firefox three
 * times, and to start WebKitGTK twice as long as to open a window.
 *
 * What only a new process lacks stays: connections to a server, and a shared worker that outlives its page.
 */
export function keepBrowsers(engine: Engine, forgetting: readonly string[]): Engine {
  const idle: Visitor[] = [];

  async function visit(): Promise<Visitor> {
    const visitor = idle.pop() ?? (await engine.visit());
    const { wipe } = visitor;
    if (!wipe) return visitor;
    let isKilled = false;
    return {
      ...visitor,
      async kill() {
        isKilled = true;
        await visitor.kill();
      },
      async end() {
        if (isKilled) return visitor.end();
        await wipe(forgetting);
        idle.push(visitor);
      },
    };
  }

  return {
    ...engine,
    visit,
    async end() {
      await Promise.all(idle.map(visitor => visitor.end()));
      await engine.end();
    },
  };
}
