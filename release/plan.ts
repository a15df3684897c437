import { gt, prerelease, valid } from 'semver';

/** What a release is decided by. */
export interface Repository {
  /** That of package.json. */
  version: string;
  changelog: string;
  tags: readonly string[];
  /** What is not committed. */
  changes: readonly string[];
}

export interface Release {
  version: string;
  tag: string;
  /** The version's lines in the changelog. */
  notes: string;
  /** The changelog, in which the version has this day's date. */
  changelog: string;
}

/** What stands in the way of a release. */
export interface Refusal {
  reasons: readonly string[];
}

const HEADING = /^## (\S+), (\S+)$/m;

/** The changelog's first section says what is released next: `## 1.0.0, unreleased`. */
export function planRelease(repository: Repository, today: string): Release | Refusal {
  const { version: last, changelog, tags, changes } = repository;
  const [heading = '', version = '', date] = HEADING.exec(changelog) ?? [];
  const tag = `v${version}`;
  const notes = notesOf(changelog, version);
  const reasons = [
    changes.length > 0 && `not committed: ${changes.join(', ')}`,
    date !== 'unreleased' && 'CHANGELOG.md begins with no section "## <version>, unreleased"',
    version && !valid(version) && `${version} is no semantic version`,
    prerelease(version) &&
      `${version} is a prerelease, which npm publishes by another tag than latest`,
    valid(version) && gt(last, version) && `${version} is older than package.json's ${last}`,
    notes === '' && `CHANGELOG.md says nothing of ${version || 'it'}`,
    tags.includes(tag) && `the tag ${tag} exists`,
  ].filter(reason => typeof reason === 'string' && reason !== '') as string[];
  if (reasons.length > 0) return { reasons };
  return { version, tag, notes, changelog: changelog.replace(heading, `## ${version}, ${today}`) };
}

/** Why what a tag names is not to be published, if it is not. */
export function judgeTag(
  tag: string,
  { version, changelog }: Pick<Repository, 'version' | 'changelog'>,
): Refusal | undefined {
  const [, newest, date] = HEADING.exec(changelog) ?? [];
  const reasons = [
    tag !== `v${version}` && `the tag is ${tag}, and package.json's version ${version}`,
    newest !== version && `CHANGELOG.md begins with ${newest}, not with ${version}`,
    date === 'unreleased' && `CHANGELOG.md says that ${newest} is unreleased`,
  ].filter(reason => typeof reason === 'string');
  return reasons.length > 0 ? { reasons } : undefined;
}

function notesOf(changelog: string, version: string): string {
  const sections = changelog.split(/^(?=## )/m);
  const own = sections.find(section => section.startsWith(`## ${version}, `)) ?? '';
  return own.replace(/^.*\n/, '').trim();
}
