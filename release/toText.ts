import type { Weight } from '../setup/figures.ts';
import type { Package } from './pack.ts';
import type { Release } from './plan.ts';

/** All that a release would do and publish, as text. */
export function toText(
  { version, tag, notes }: Release,
  last: string,
  { filename, size, unpackedSize, files, scriptTags }: Package,
  weights: readonly Weight[],
): string {
  const part = (title: string, lines: readonly string[]) =>
    [title, ...lines.map(line => `  ${line}`.trimEnd()), ''].join('\n');
  return [
    part('Version', [version === last ? version : `${last} → ${version}`]),
    part('Tag', [tag]),
    part('Changelog', notes.split('\n')),
    part(
      `Tarball: ${filename}, ${bytes(size)}, ${bytes(unpackedSize)} unpacked`,
      files.map(file => `${bytes(file.size).padStart(9)}  ${file.path}`),
    ),
    part(
      'Sizes',
      weights.map(weight => `${bytes(weight.size).padStart(9)}  ${weight.name}`),
    ),
    part(
      'Subresource integrity of the script tags',
      scriptTags.map(tag => `${tag.path}  ${tag.integrity}`),
    ),
    part('Provenance', [
      `Pushing ${tag} starts .github/workflows/release.yml, which tests, builds and publishes that commit.`,
      'npm signs where and from what it was built; GitHub proves who it is, so that there is no token.',
    ]),
  ].join('\n');
}

const bytes = (count: number) => `${count.toLocaleString('en')} B`;
