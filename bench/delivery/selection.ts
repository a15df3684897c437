import { parseArgs } from 'node:util';
import { ENGINES, type EngineName } from '../../setup/locate.ts';
import { choose, parseCount } from '../commandLine.ts';
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
    engines: choose('--engine', values.engine, ENGINES),
    subjects: choose('--subject', values.subject, names(SUBJECTS)),
    moments: choose('--moment', values.moment, names(MOMENTS)),
    exits: choose('--exit', values.exit, names(exits)),
    runs: parseCount('--runs', values.runs),
    fresh: values.fresh,
    whole: narrowed.every(given => given.length === 0),
  };
}

const names = <Name extends string>(table: Readonly<Record<Name, unknown>>) =>
  Object.keys(table) as Name[];

/** The plain matrix where none was given; `all` is all the others. */
function chooseConditions(given: readonly string[]): readonly ConditionName[] {
  if (given.length === 0) return ['plain'];
  const { plain: _, ...others } = conditions;
  return given.includes('all') ? names(others) : choose('--condition', given, names(conditions));
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
