/** Some rollouts of a row, by their seeds. */
export interface Batch {
  readonly section: string;
  readonly row: string;
  readonly firstSeed: number;
  readonly runs: number;
}
