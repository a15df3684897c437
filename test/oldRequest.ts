import { onTestFinished, vi } from 'vitest';

/** Gives the test requests that know no keepalive, as those of Bun and of Firefox before 133. */
export function oldRequest(): void {
  const Old = class {
    clone() {}
  };
  vi.stubGlobal('Request', Old);
  onTestFinished(() => void vi.unstubAllGlobals());
}
