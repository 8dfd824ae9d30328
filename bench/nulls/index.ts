import { type Delays, delays } from '../judges/delays.ts';
import { engine } from '../judges/engine.ts';
import { errorsOnly, policy } from '../judges/policy.ts';
import type { Measured, Row, Section } from '../section.ts';
import { marginNulls } from './margins.ts';
import type { Null } from './null.ts';
import { enginesTable, type EngineFigure } from './engine-table.ts';
import { type RuleFigure, rulesTable } from './rules-table.ts';
import { trafficNulls } from './traffic.ts';
import { typeNulls } from './types.ts';
import { userNulls } from './users.ts';

const risks = [0.05, 0.01];
const all: readonly Null[] = [...trafficNulls, ...marginNulls, ...typeNulls, ...userNulls];

const nameAt = (risk: number): string => `engine at ${risk}`;

function rowOf({ name, guardrails = errorsOnly, model, rules = [], ...trial }: Null): Row<Delays> {
  const engines = risks.map((risk) =>
    engine(nameAt(risk), policy({ guardrails, risk, ...(model && { model }) })),
  );
  const judges = [...engines, ...rules];
  return { name, measure: (seed) => delays({ ...trial, judges }, seed) };
}

function fired(results: readonly Delays[], judge: string): number {
  return results.filter((delays) => delays[judge] !== null).length;
}

/** False rollbacks of healthy versions. */
export const nulls: Section<Delays> = {
  name: 'nulls',
  title: 'False rollbacks, minBadTicks 1, attempts 1',
  rows: all.map(rowOf),
  report(measured) {
    const engines = measured.flatMap((row): EngineFigure[] => {
      const found = all.find(({ name }) => name === row.name);
      return risks.map((risk) => ({
        null: row.name,
        intervals: found?.intervals ?? 0,
        risk,
        runs: row.results.length,
        falseRollbacks: fired(row.results, nameAt(risk)),
        promised: !found?.unpromised,
      }));
    });
    const rules = measured.flatMap(ruleFigures);
    return {
      tables: [enginesTable(engines), ...(rules.length > 0 ? [rulesTable(rules)] : [])],
      figures: [...engines, ...rules],
    };
  },
};

function ruleFigures({ name, results }: Measured<Delays>): RuleFigure[] {
  const rules = all.find((one) => one.name === name)?.rules ?? [];
  if (rules.length === 0) return [];
  return [nameAt(0.05), ...rules.map((rule) => rule.name)].map((rule) => ({
    null: name,
    rule,
    runs: results.length,
    falseRollbacks: fired(results, rule),
  }));
}
