import { onTestFinished } from 'vitest';

/** Has requests without keepalive until the test's end, as Firefox before 133 and Bun have them. */
export function withoutKeepalive(): void {
  const { prototype } = Request;
  const keepalive = Object.getOwnPropertyDescriptor(prototype, 'keepalive') as PropertyDescriptor;
  Reflect.deleteProperty(prototype, 'keepalive');
  onTestFinished(() => void Object.defineProperty(prototype, 'keepalive', keepalive));
}
