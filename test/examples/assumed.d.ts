/** What examples take for granted: the page's own. */

/** What a page knows of a visit. */
declare const session: { summary(): Record<string, string> };

/** The application's own, which its unit test calls. */
declare function buy(id: number): void;

declare const useEffect: typeof import('react').useEffect;

/** The script tag's global. */
declare const sendoff: typeof import('sendoff').trigger;

/** What a service worker has, and the declarations for pages lack. */
declare function importScripts(...urls: string[]): void;

interface WindowEventMap {
  sync: Event & { tag: string; waitUntil(work: Promise<unknown>): void };
}

interface ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

/** What a dev server adds. */
interface ImportMeta {
  readonly hot?: { dispose(callback: () => void): void };
}

/** The application's own Express. */
declare const app: {
  use(
    handle: (
      request: { method: string },
      response: {
        vary(field: string): this;
        set(fields: Record<string, string>): this;
        set(field: string, value: string): this;
        sendStatus(status: number): void;
      },
      next: () => void,
    ) => void,
  ): void;
};
