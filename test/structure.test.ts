import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { files } from './repository.ts';

const modules = files.filter(file => /\.[jt]sx?$/.test(file));

/** What each file imports of the house, types too. */
const imports = new Map(modules.map(file => [file, importsOf(file)]));

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/(?:^|[^.\w])(?:from|import) *\(?'(\.[^']*)'/gm);
  return [...found].map(([, path]) => normalize(join(dirname(file), path as string)));
}

/** The first way that leads from a node back to it, if there is one. */
function cycleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const walk = (node: string, path: readonly string[]): readonly string[] => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return [];
    for (const next of graph.get(node) ?? []) {
      const cycle = walk(next, [...path, node]);
      if (cycle.length > 0) return cycle;
    }
    done.add(node);
    return [];
  };
  for (const node of graph.keys()) {
    const cycle = walk(node, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

const isWithin = (inner: string, outer: string) => `${inner}/`.startsWith(`${outer}/`);

/** What each folder imports of others. A folder and those in it are one. */
function folders(): ReadonlyMap<string, readonly string[]> {
  const graph = new Map<string, string[]>();
  for (const [file, imported] of imports) {
    const folder = dirname(file);
    const others = imported
      .map(dirname)
      .filter(other => !isWithin(other, folder) && !isWithin(folder, other));
    graph.set(folder, [...(graph.get(folder) ?? []), ...others]);
  }
  return graph;
}

test('no file imports itself by way of other files', () => {
  expect(cycleIn(imports)).toEqual([]);
});

test('no folder imports a folder that imports it', () => {
  expect(cycleIn(folders())).toEqual([]);
});

test('no file of ten lines or fewer has one importer alone', () => {
  const importers = (file: string) =>
    [...imports].filter(([, imported]) => imported.includes(file)).length;
  const entries = readFileSync('rollup.config.ts', 'utf8');
  const short = modules.filter(
    file =>
      !entries.includes(`'${file}'`) && readFileSync(file, 'utf8').trim().split('\n').length <= 10,
  );
  expect(short.filter(file => importers(file) === 1)).toEqual([]);
});

test('a number, a string or a regular expression that a module holds is in UPPER_CASE', () => {
  const scalar =
    /^(?:export )?const ([a-z]\w*)(?:: \w+)? =\s*(?:-?\d[^;(]*|'[^']*'|"[^"]*"|\/.+\/[a-z]*);$/gm;
  const others = modules.flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(scalar)].map(([, name]) => `${file}: ${name}`),
  );
  expect(others).toEqual([]);
});

test('CONTRIBUTING names each folder', () => {
  const named = readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/^\| `([\w./-]+)\/` /gm);
  const folders = new Set(files.map(dirname).filter(folder => folder !== '.'));
  expect([...named].map(([, folder]) => folder).sort()).toEqual([...folders].sort());
});
