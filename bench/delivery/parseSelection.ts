import { parseArgs } from 'node:util';
import type { EngineName } from '../../setup/locate.ts';
import { exits } from './cells/exits.ts';
import { moments } from './cells/moments.ts';
import { subjects } from './cells/subjects.ts';
import type { Selection } from './selection.ts';

const engines: Readonly<Record<EngineName, true>> = { chromium: true, firefox: true, webkit: true };
const list = { type: 'string', multiple: true, default: [] as string[] } as const;

/** Reads the command line; throws an error whose message says what is wrong with it. */
export function parseSelection(args: string[]): Selection {
  const { values } = parseArgs({
    args,
    options: {
      engine: list,
      subject: list,
      moment: list,
      exit: list,
      runs: { type: 'string', default: '20' },
      fresh: { type: 'boolean', default: false },
    },
  });
  const narrowed = [values.engine, values.subject, values.moment, values.exit];
  return {
    engines: choose('engine', values.engine, engines),
    subjects: choose('subject', values.subject, subjects),
    moments: choose('moment', values.moment, moments),
    exits: choose('exit', values.exit, exits),
    runs: parseRuns(values.runs),
    fresh: values.fresh,
    whole: narrowed.every(given => given.length === 0),
  };
}

/** The names that were given, with commas between or one by one; all where none was. */
function choose<Name extends string>(
  option: string,
  given: readonly string[],
  table: Readonly<Record<Name, unknown>>,
): readonly Name[] {
  const all = Object.keys(table) as Name[];
  const names = given.flatMap(text => text.split(','));
  for (const name of names) {
    if (!Object.hasOwn(table, name))
      throw new Error(`--${option} must be one of ${all.join(', ')}, not '${name}'.`);
  }
  return names.length === 0 ? all : all.filter(name => names.includes(name));
}

function parseRuns(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new Error(`--runs must be a number from 1 to 999, not '${text}'.`);
}
