/** The picture's measures, in its own units. */
export const sizes = {
  column: 30,
  row: 15,
  /** The labels of the rows, at the left. */
  labels: 178,
  /** The names of the engines and of the ways of leaving. */
  head: 132,
  /** Between two engines. */
  engineGap: 18,
  /** Between two subjects. */
  subjectGap: 5,
  /** The legend. */
  foot: 42,
} as const;
