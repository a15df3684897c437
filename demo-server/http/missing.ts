import type { onRouteHookHandler } from 'fastify';
import plugin from 'fastify-plugin';

/** A path that has routes, and the HTTP methods that they take. */
interface Known {
  matches(path: string): boolean;
  methods: string[];
}

/** Says why a request led nowhere: no such path, or another HTTP method (405, with `Allow`). */
export const missing = plugin(async app => {
  const known = new Map<string, Known>();
  const learn: onRouteHookHandler = ({ url, method }) => {
    if (url.includes('*')) return;
    const pattern = new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`);
    const route = known.get(url) ?? { matches: path => pattern.test(path), methods: [] };
    route.methods.push(...[method].flat());
    known.set(url, route);
  };
  app.addHook('onRoute', learn);

  app.setNotFoundHandler(async ({ sender: { method, path } }, reply) => {
    const routes = [...known.values()].filter(({ matches }) => matches(path));
    const methods = routes.flatMap(route => route.methods);
    if (methods.length > 0 && !methods.includes(method)) {
      const allowed = methods.join(', ');
      return reply.header('allow', allowed).refuse(405, `${method} is none of ${allowed}`);
    }
    return reply.refuse(404, path.startsWith('/dist/') ? NOT_BUILT : 'There is nothing here');
  });
});

const NOT_BUILT = 'The SDK is not built, or has no such file: `npm run build`';
