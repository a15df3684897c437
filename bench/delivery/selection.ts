import type { EngineName } from '../../setup/locate.ts';
import type { ExitName } from './cells/exits.ts';
import type { Moment } from './cells/moments.ts';
import type { SubjectName } from './cells/subjects.ts';

/** Which part of the matrix is run, and how often. */
export interface Selection {
  engines: readonly EngineName[];
  subjects: readonly SubjectName[];
  moments: readonly Moment[];
  exits: readonly ExitName[];
  runs: number;
  /** Forget what an earlier run has found of it. */
  fresh: boolean;
  /** Whether it is the whole matrix. */
  whole: boolean;
}
