import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import {
  initialDecision,
  isRollback,
  JoinedTicks,
  LastgoodError,
  OutcomeTicks,
  peers,
  transition,
  type Decision,
  type ModelPolicy,
  type Tick,
} from '@lastgood/triggers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { assertMany, runsOr, Tally } from '../../../../packages/triggers/test/support/many.ts';
import {
  brokenNumbers,
  brokenSentence,
} from '../../../../packages/triggers/test/support/numbers.ts';
import { LineReader, type RecordingLine } from '../../../src/recordings/line.ts';
import { RecordedTicks } from '../../../src/replay/recorded-ticks.ts';
import { replayRecording, type ReplayResult } from '../../../src/replay/replay.ts';
import { recording } from './recordings.ts';

const versions = { canary: 'v13', baseline: 'v12' } as const;
const split = { canaryShare: 0.3, seed: 1 } as const;
const numRuns = runsOr(150);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lastgood-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(lines: readonly string[], packed: boolean): string {
  const file = join(folder, packed ? 'recording.jsonl.gz' : 'recording.jsonl');
  const text = lines.join('\n');
  writeFileSync(file, packed ? gzipSync(text) : text);
  return file;
}

/** Whether the policy can roll back without evidence. */
function canDoWithout({ guardrails, silence }: ModelPolicy): boolean {
  return (
    silence.then === 'rollback' ||
    guardrails.some(
      (guardrail) =>
        ('limits' in guardrail && guardrail.limits.some(({ sustained }) => sustained)) ||
        ('limit' in guardrail && guardrail.limit.sustained),
    )
  );
}

function faultsOf(policy: ModelPolicy, result: ReplayResult): string[] {
  const { decision, evidence, threshold, reason, answers, against = {} } = result;
  const judged = evidence === null ? canDoWithout(policy) : evidence >= threshold;
  const sentences = [reason, ...answers.map((answer) => answer.reason)];
  for (const peer of Object.values(against)) if (peer.reason !== null) sentences.push(peer.reason);
  return [
    ...brokenNumbers(result),
    ...sentences.flatMap(brokenSentence),
    ...(decision === 'none' || judged ? [] : [`a rollback at ${evidence} of ${threshold}`]),
    ...(decision === 'none' && evidence !== null && evidence >= threshold ? ['no rollback'] : []),
  ];
}

/** The lines that can be read, and what could be counted. */
function readable(lines: readonly string[]): RecordingLine[] {
  const reader = new LineReader();
  return lines.map((text) => reader.read(text)).filter((line) => typeof line !== 'string');
}

/** The ticks of a recording, taken whenever `isTaken` says so, and at the end. */
function ticksOf(
  policy: ModelPolicy,
  lines: readonly RecordingLine[],
  isTaken: boolean,
): readonly Tick[] {
  const recorded = new RecordedTicks({ policy, versions, ...split });
  const ticks: Tick[] = [];
  for (const line of lines) {
    recorded.add(line);
    if (isTaken) ticks.push(...recorded.take());
  }
  recorded.close();
  return [...ticks, ...recorded.take()];
}

/** The same, in a process that is stopped after every line and resumed from JSON. */
function ticksOfStopped(policy: ModelPolicy, lines: readonly RecordingLine[]): readonly Tick[] {
  const { tick, lateness, guardrails } = policy;
  const options = { tick, lateness, guardrails, versions: [versions.canary, versions.baseline] };
  let outcomes = new OutcomeTicks(options);
  let joined = new JoinedTicks(options);
  for (const line of lines) {
    if (line.kind === 'tick') {
      joined.add(line);
      joined = new JoinedTicks(options, JSON.parse(JSON.stringify(joined.state())));
    }
    if (line.kind === 'outcome') {
      outcomes.add(line);
      outcomes = new OutcomeTicks(options, JSON.parse(JSON.stringify(outcomes.state())));
    }
  }
  outcomes.close();
  joined.close();
  return [...outcomes.take(), ...joined.take()];
}

/** JSON does not know that a zero can have a sign, and neither does any decision. */
function withoutSign(ticks: readonly Tick[]): unknown {
  return JSON.parse(JSON.stringify(ticks));
}

/** The first rollback, by an engine that is stopped after every tick and resumed from JSON. */
function rollbackOf(policy: ModelPolicy, ticks: readonly Tick[]): Decision | undefined {
  let state = initialDecision(policy);
  for (const tick of ticks) {
    if (tick.calibration && policy.calibrate === 0) continue;
    const result = transition(policy, versions, state, tick);
    const rollback = result.decisions.find(isRollback);
    if (rollback) return rollback;
    state = JSON.parse(JSON.stringify(result.state));
  }
  return undefined;
}

describe('with any policy and any recording', { timeout: 3_600_000 }, () => {
  test('a replay has a result, or refuses the file in one line', async ({ annotate }) => {
    const seen = new Tally();
    await assertMany(
      fc.asyncProperty(
        recording,
        fc.record({ skipBadLines: fc.constantFrom(true, true, true, false), packed: fc.boolean() }),
        async ({ policy, kind, lines }, { skipBadLines, packed }) => {
          const file = write(lines, packed);
          const remarks: string[] = [];
          const replayed = await replayRecording({
            file,
            policy,
            versions,
            skipBadLines,
            ...split,
            against: peers.map(({ name }) => name),
            remark: (text) => void remarks.push(text),
          }).catch((error: unknown) => error as Error);
          if (replayed instanceof Error) {
            if (!(replayed instanceof LastgoodError)) throw replayed;
            expect(replayed.code).toMatch(/^recording-(?:line|empty|mixed)$/);
            expect(replayed.message.startsWith(file)).toBe(true);
            expect(replayed.message).not.toMatch(/[\n\r]/);
            seen.add(`refused ${replayed.code}`);
            return;
          }
          const faults = faultsOf(policy, replayed);
          if (faults.length > 0) expect(faults).toEqual([]);
          for (const remark of remarks) expect(remark).not.toMatch(/[\n\r]|^$/);
          seen.add(`${kind}: ${replayed.decision}`);
          if (replayed.promotion) seen.add('promotions');
          if (replayed.evidence !== null) seen.add('with evidence');
          for (const { decision } of Object.values(replayed.against ?? {})) {
            seen.add(`peers: ${decision}`);
          }
        },
      ),
      { seed: 45, numRuns },
    );
    await annotate(seen.list());
    const kinds = ['ticks', 'outcomes', 'shadow log'];
    const decided = kinds.flatMap((kind) => [`${kind}: rollback`, `${kind}: none`]);
    const said = ['rollback', 'hold', 'none', 'unjudged'].map((decision) => `peers: ${decision}`);
    const refused = ['line', 'empty', 'mixed'].map((what) => `refused recording-${what}`);
    expect(seen.rarer(1, ...decided, ...said, ...refused, 'promotions')).toEqual([]);
    expect(seen.of('with evidence')).toBeGreaterThan(numRuns / 10);
  });

  test('lines one by one, in one batch and with stops at every one come to the same', async ({
    annotate,
  }) => {
    const seen = new Tally();
    await assertMany(
      fc.asyncProperty(recording, async ({ policy, kind, lines }) => {
        const read = readable(lines);
        const first = read[0]?.kind;
        const alike = read.filter(({ kind }) => kind === first);
        const ticks = ticksOf(policy, alike, true);
        expect(ticksOf(policy, alike, false)).toEqual(ticks);
        if (kind !== 'shadow log')
          expect(withoutSign(ticksOfStopped(policy, alike))).toEqual(withoutSign(ticks));
        if (alike.length < read.length) return;
        const file = write(lines, false);
        const result = await replayRecording({
          file,
          policy,
          versions,
          skipBadLines: true,
          ...split,
        }).catch((error: unknown) => {
          if (error instanceof LastgoodError) return undefined;
          throw error;
        });
        if (!result) return;
        const rollback = rollbackOf(policy, ticks);
        seen.add(rollback ? 'rollbacks' : 'none');
        expect(result).toMatchObject(
          rollback
            ? {
                decision: 'rollback',
                tick: rollback.tick,
                time: new Date(rollback.time).toISOString(),
                reason: rollback.reason,
                evidence: 'evidence' in rollback ? rollback.evidence : null,
              }
            : { decision: 'none' },
        );
      }),
      { seed: 46, numRuns },
    );
    await annotate(seen.list());
    expect(seen.of('rollbacks')).toBeGreaterThan(numRuns / 20);
    expect(seen.of('none')).toBeGreaterThan(numRuns / 20);
  });
});
