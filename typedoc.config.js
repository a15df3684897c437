import { Converter } from 'typedoc';

const ENTRIES = ['index', 'lean', 'queue', 'outbox', 'vitals', 'server'];

/** What an interface extends, or an entry exports once more, is linked and not told again. */
function tellOnce({ converter }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of Object.values(project.reflections))
      if (reflection.inheritedFrom || reflection.isReference())
        project.removeReflection(reflection);
  });
}

/** `npm run api` writes `docs/api` from the docstrings. */
export default {
  plugin: ['typedoc-plugin-markdown', tellOnce],
  logLevel: 'Warn',
  treatWarningsAsErrors: true,
  tsconfig: 'src/tsconfig.json',
  skipErrorChecking: true, // `npm run types` has checked
  entryPoints: ENTRIES.map(name => `src/${name}.ts`),
  sortEntryPoints: false,
  // The links in docs/ are tested with all others.
  externalSymbolLinkMappings: {
    'web-vitals': { '*': 'https://github.com/GoogleChrome/web-vitals#api' },
  },
  validation: { notDocumented: true, invalidPath: false },
  out: 'docs/api',
  router: 'module',
  readme: 'none',
  name: 'API reference',
  pageTitleTemplates: {
    index: '{projectName}',
    module: ({ rawName }) => (rawName === 'index' ? 'sendoff' : `sendoff/${rawName}`),
  },
  hidePageHeader: true,
  hideBreadcrumbs: true,
  hideGroupHeadings: true,
  disableSources: true,
  useCodeBlocks: true,
  useHTMLAnchors: true,
  indexFormat: 'table',
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  tableColumnSettings: { hideInherited: true, hideModifiers: true, hideSources: true },
  groupOrder: ['Functions', 'Interfaces', 'Type Aliases'],
  sort: ['source-order'],
};
