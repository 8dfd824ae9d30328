import { initialDecision, LastgoodError, type ModelPolicy } from '@lastgood/triggers';

/** Whether nothing is judged before both groups have been served the baseline. */
export function beginsWithCalibration(policy: ModelPolicy): boolean {
  return initialDecision(policy).phase === 'calibration';
}

/** Traffic on which no attempt ever begins says nothing about the policy. */
export function uncalibrated({ model }: ModelPolicy): LastgoodError {
  return new LastgoodError(
    'calibration-unfinished',
    `the calibration of ${model} is not over at the end of the traffic: try the policy without "calibrate"`,
  );
}
