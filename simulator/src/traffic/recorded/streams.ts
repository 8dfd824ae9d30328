/** Which further streams of a seed are for what; from the seed itself it is drawn who serves a request. */
export const stream = { faults: 1, faultTime: 2, blocks: 3 } as const;
