import { parseArgs } from 'node:util';
import type { EngineName } from '../../setup/locate.ts';
import type { Cell } from './cells/cell.ts';
import { type Condition, type ConditionName, conditions } from './cells/conditions.ts';
import { type ExitName, exits } from './cells/exits.ts';
import { MOMENTS, type Moment } from './cells/moments.ts';
import { SUBJECTS, type Subject, type SubjectName } from './cells/subjects.ts';

/** Which part of the matrix is run, and how often. */
export interface Selection {
  conditions: readonly ConditionName[];
  engines: readonly EngineName[];
  subjects: readonly SubjectName[];
  moments: readonly Moment[];
  exits: readonly ExitName[];
  runs: number;
  /** Forget what an earlier run has found of it. */
  fresh: boolean;
  /** Whether it is all of its conditions. */
  whole: boolean;
}

const ENGINES: Readonly<Record<EngineName, true>> = { chromium: true, firefox: true, webkit: true };
const LIST = { type: 'string', multiple: true, default: [] as string[] } as const;

/** Reads the command line; throws an error whose message says what is wrong with it. */
export function parseSelection(args: string[]): Selection {
  const { values } = parseArgs({
    args,
    options: {
      condition: LIST,
      engine: LIST,
      subject: LIST,
      moment: LIST,
      exit: LIST,
      runs: { type: 'string', default: '20' },
      fresh: { type: 'boolean', default: false },
    },
  });
  const narrowed = [values.engine, values.subject, values.moment, values.exit];
  return {
    conditions: chooseConditions(values.condition),
    engines: choose('engine', values.engine, ENGINES),
    subjects: choose('subject', values.subject, SUBJECTS),
    moments: choose('moment', values.moment, MOMENTS),
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

/** The plain matrix where none was given; `all` is all the others. */
function chooseConditions(given: readonly string[]): readonly ConditionName[] {
  if (given.length === 0) return ['plain'];
  const { plain: _, ...others } = conditions;
  return given.includes('all')
    ? choose('condition', [], others)
    : choose('condition', given, conditions);
}

function parseRuns(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new Error(`--runs must be a number from 1 to 999, not '${text}'.`);
}

/** The cells of a selection, in the order of the tables. */
export function cellsOf(selection: Selection): readonly Cell[] {
  return selection.conditions.flatMap(condition => {
    const { subjects, moments, exits }: Condition = conditions[condition];
    const own = {
      subjects: selection.subjects.filter(subject => subjects.includes(subject)),
      moments: selection.moments.filter(moment => moments.includes(moment)),
      exits: selection.exits.filter(exit => exits.includes(exit)),
    };
    return selection.engines.flatMap(engine =>
      own.subjects.flatMap(subject => {
        const { moments = own.moments }: Subject = SUBJECTS[subject];
        return own.moments
          .filter(moment => moments.includes(moment))
          .flatMap(moment => own.exits.map(exit => ({ engine, condition, subject, moment, exit })));
      }),
    );
  });
}
