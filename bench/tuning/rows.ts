import { fileURLToPath } from 'node:url';

import {
  openTuned,
  readPolicyText,
  recordingCases,
  scenarioCases,
  type Case,
  type TunedPolicy,
} from '@lastgood/simulator';

/** A shipped policy, and what it is tuned on. */
export interface Row {
  readonly name: string;
  /** From the repository's root. */
  readonly policy: string;
  readonly scenarios?: readonly string[];
  readonly recording?: string;
  /** Of the share of healthy versions that are rolled back. */
  readonly limit: number;
  /** How often it is tuned, each time with other seeds. */
  readonly repetitions: number;
}

const errors = {
  policy: 'simulator/policies/errors.lastgood.yaml',
  scenarios: ['healthy', 'failing'],
};
const electricity = {
  policy: 'examples/electricity.lastgood.yaml',
  recording: 'simulator/data/electricity-shadow.jsonl.gz',
};

/** On traffic whose rollouts do not take long. The limit of 20 % is for false rollbacks that are worth counting. */
export const rows: readonly Row[] = [
  { name: 'errors, 1 %', ...errors, limit: 0.01, repetitions: 16 },
  { name: 'errors, 20 %', ...errors, limit: 0.2, repetitions: 16 },
  {
    name: 'labels, 1 %',
    policy: 'simulator/policies/labels.lastgood.yaml',
    scenarios: ['healthy', 'within-tolerance', 'failing', 'bad-from-the-start'],
    limit: 0.01,
    repetitions: 8,
  },
  {
    name: 'service, 1 %',
    policy: 'simulator/policies/service.lastgood.yaml',
    scenarios: ['healthy', 'failing', 'slow-tail', 'revenue-loss', 'crashes'],
    limit: 0.01,
    repetitions: 2,
  },
  {
    name: 'users, 1 %',
    policy: 'simulator/policies/users.lastgood.yaml',
    scenarios: ['sticky-users', 'sticky-users-fault'],
    limit: 0.01,
    repetitions: 2,
  },
  { name: 'electricity, 1 %', ...electricity, limit: 0.01, repetitions: 10 },
  { name: 'electricity, 20 %', ...electricity, limit: 0.2, repetitions: 10 },
];

/** What a search begins with. */
export async function openRow({ policy, scenarios = [], recording }: Row): Promise<{
  readonly start: TunedPolicy;
  readonly cases: readonly Case[];
}> {
  const start = openTuned(policy, await readPolicyText(inRepository(policy)));
  const ofScenarios = await scenarioCases(scenarios, start.policy);
  const ofRecording =
    recording === undefined
      ? []
      : (await recordingCases(inRepository(recording), start.policy, {})).cases;
  return { start, cases: [...ofScenarios.cases, ...ofRecording] };
}

function inRepository(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
