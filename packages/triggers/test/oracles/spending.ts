/** The prior probability that the fault begins with block `step`, at any weight of the first. */
export function startProbability(step: number, startWeight: number): number {
  const tail = Math.log(20.5) / ((step + 20) * Math.log(step + 20) ** 2);
  return step === 1 ? startWeight + (1 - startWeight) * tail : (1 - startWeight) * tail;
}

/**
 * ln of the evidence after all the blocks, by its definition and not by its recursion: the sum over alternatives and
 * over the blocks at which the fault may have begun of the e-values since then.
 *
 * @param values one e-value of each alternative for each block
 */
export function spendingEvidence(
  values: readonly (readonly number[])[],
  prior: readonly number[],
  startWeight: number,
): number {
  let evidence = 0;
  prior.forEach((weight, k) => {
    values.forEach((_, begin) => {
      const since = values.slice(begin).reduce((product, block) => product * (block[k] ?? 0), 1);
      evidence += weight * startProbability(begin + 1, startWeight) * since;
    });
  });
  return Math.log(evidence);
}

/** ln of the plain mixture: the fault is there from the first block or never. */
export function plainEvidence(
  values: readonly (readonly number[])[],
  prior: readonly number[],
): number {
  let evidence = 0;
  prior.forEach((weight, k) => {
    evidence += weight * values.reduce((product, block) => product * (block[k] ?? 0), 1);
  });
  return Math.log(evidence);
}
