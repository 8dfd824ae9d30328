import {
  answerInWords,
  count,
  readPolicy,
  replayRecording,
  type PeerVerdict,
  type ReplayResult,
} from '@lastgood/simulator';
import { LastgoodError, peerNamed, peers, type ModelPolicy, type Pair } from '@lastgood/triggers';

import { columns } from '../columns.ts';
import type { Command } from '../command.ts';
import { share, wholeNumber } from '../numbers.ts';
import { parseOptions, usage } from '../options.ts';
import { progressOn } from '../progress.ts';

const help = `Shows what a policy would have decided on recordings, each on its own. The first
rollback ends the judgement of a recording.

Usage: lastgood replay --policy FILE [OPTIONS] RECORDING...

A recording is a file of JSON lines, .jsonl or .jsonl.gz: aggregated ticks, single
outcomes, or a shadow log (what both versions did on each request). Ticks that are
shorter than the policy's are joined, longer ones are taken as they are.

Options:
  --policy FILE          the policy file
  --model NAME           the model of that policy, where it has several
  --baseline VERSION     the last good version (default: the policy's)
  --canary VERSION       the version on trial (default: the policy's)
  --against RULES        what rules of other tools would have decided on the same ticks:
                         one or more of the names below, separated by commas
  --canary-share SHARE   shadow logs: how much of the traffic the canary gets (default 10%)
  --seed N               shadow logs: which requests those are (default 1)
  --skip-bad-lines       count lines that cannot be read, instead of failing at the first
  --json                 one JSON object a recording, each on a line

Without a rollback, JSON has null for time, tick and guardrail, and as evidence what it
came to at the end. A decision is no failure: the exit code is 0 either way, and 2 if a
recording cannot be replayed.

The rules of --against decide each by itself, until the end of the recording: the first
decision of any guardrail counts. "hold" pauses a rollout until a person decides. A guardrail
that a rule has no test for is told as not judged, and "unjudged" in JSON. The rules, each
with its own defaults:
${columns(
  peers.map(({ name, summary }) => [name, summary]),
  [],
)
  .map((line) => `  ${line}`)
  .join('\n')}

Examples:
  npx lastgood replay --policy examples/electricity.lastgood.yaml \\
    simulator/data/electricity-shadow.jsonl.gz
  npx lastgood replay --policy examples/electricity.lastgood.yaml --baseline v12 --canary v13 \\
    --canary-share 30% --seed 7 --json simulator/data/electricity-shadow.jsonl.gz
  npx lastgood replay --policy examples/electricity.lastgood.yaml \\
    --against argo,flagger,kayenta,growthbook,statsig simulator/data/electricity-shadow.jsonl.gz
`;

export const replay: Command = {
  name: 'replay',
  summary: 'what a policy would have decided on recorded traffic',
  help,
  async run(args, output) {
    const { values, positionals: files } = parseOptions('replay', {
      args,
      allowPositionals: true,
      options: {
        policy: { type: 'string' },
        model: { type: 'string' },
        baseline: { type: 'string' },
        canary: { type: 'string' },
        against: { type: 'string' },
        'canary-share': { type: 'string', default: '10%' },
        seed: { type: 'string', default: '1' },
        'skip-bad-lines': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    if (values.policy === undefined) throw usage('replay', '--policy FILE is missing');
    if (files.length === 0) throw usage('replay', 'there is no recording to replay');
    const canaryShare = share('replay', '--canary-share', values['canary-share']);
    const seed = wholeNumber('replay', '--seed', values.seed, { most: 2 ** 32 - 1 });
    const policy = await readPolicy(values.policy, values.model);
    const versions = versionsOf(policy, values);
    const against = values.against?.split(',');
    // An unknown name is no fault of a recording: it is told once, before the first is read.
    for (const name of against ?? []) peerNamed(name);

    let exitCode = 0;
    for (const file of files) {
      const progress = progressOn(`reading ${file}`);
      try {
        const result = await replayRecording({
          file,
          policy,
          versions,
          against,
          canaryShare,
          seed,
          skipBadLines: values['skip-bad-lines'],
          progress: progress?.show,
          remark: (text) => output.stderr(`lastgood: ${file}: ${text}\n`),
        });
        progress?.clear();
        output.stdout(values.json ? `${JSON.stringify(result)}\n` : inWords(result, versions));
      } catch (error) {
        progress?.clear();
        if (!(error instanceof LastgoodError)) throw error;
        output.stderr(`lastgood: ${error.message}\n`);
        exitCode = 2;
      }
    }
    return exitCode;
  },
};

function versionsOf(
  policy: ModelPolicy,
  given: { readonly baseline?: string | undefined; readonly canary?: string | undefined },
): Pair<string> {
  const version = (arm: keyof Pair<string>): string => {
    const name = given[arm] ?? policy[arm];
    if (name !== undefined) return name;
    throw usage(
      'replay',
      `--${arm} VERSION is missing, and ${policy.model} names none in the policy`,
    );
  };
  const versions = { baseline: version('baseline'), canary: version('canary') };
  if (versions.baseline !== versions.canary) return versions;
  throw usage('replay', `baseline and canary are both "${versions.canary}"`);
}

function inWords(result: ReplayResult, { canary, baseline }: Pair<string>): string {
  const { time, tick, evidence, threshold, promotion, held, answers } = result;
  const rollback = result.decision === 'rollback';
  const requests = count(result.canaryRequests);
  const rows = [
    ['decision', rollback ? `rollback of ${canary} to ${baseline}` : `none: ${canary} stays`],
    ...(rollback ? [['time', `${time}, tick ${tick}`]] : []),
    ['requests', `${requests} of ${canary}${rollback ? ' until then' : ''}`],
    [
      'evidence',
      `${evidence === null ? 'none' : evidence.toFixed(2)}, trips at ${threshold.toFixed(2)}`,
    ],
    ...(promotion ? [['promoted', `${promotion.time}, tick ${promotion.tick}`]] : []),
    ...(held ? [['held', `${held.time}, tick ${held.tick}: ${held.reason}`]] : []),
    ...(answers.length === 0
      ? [['reason', result.reason]]
      : answers.map((each) => [each.answer, answerInWords(each)])),
  ];
  const lines = rows.map(([name = '', value = '']) => `  ${name.padEnd(12)}${value}\n`);
  return `${result.file}\n${lines.join('')}${againstInWords(result.against ?? {})}`;
}

/** A table of what the peers' rules came to, one below the other. */
function againstInWords(against: Readonly<Record<string, PeerVerdict>>): string {
  const rules = Object.entries(against);
  if (rules.length === 0) return '';
  const rows = [
    ['against', 'decision', 'time', 'tick', 'requests', 'reason'],
    ...rules.flatMap(([name, verdict]) => {
      const { decision, time, tick, canaryRequests } = verdict;
      const [reason = '–', ...more] = reasonsOf(verdict);
      const judged = decision === 'unjudged' ? 'not judged' : decision;
      const ticks = tick === null ? '–' : String(tick);
      return [
        [name, judged, time ?? '–', ticks, count(canaryRequests), reason],
        ...more.map((reason) => ['', '', '', '', '', reason]),
      ];
    }),
  ];
  const lines = columns(rows, [3, 4]).map((line) => `  ${line}\n`);
  return `\n${lines.join('')}`;
}

/** Why it decided, and what it did not judge. */
function reasonsOf({ reason, unjudged }: PeerVerdict): string[] {
  const others = unjudged.map(({ guardrail, reason }) => `${guardrail} not judged: ${reason}`);
  return reason === null ? others : [reason, ...others];
}
