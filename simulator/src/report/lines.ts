import type { RunEvent, RunSummary, RunView } from '../run/view.ts';
import { answerInWords } from '../words/answers.ts';
import { count } from '../words/counts.ts';

function shownTime(time: number | string): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

/** What is about to run, before the first tick. */
export function openingLines(view: RunView): string[] {
  const { scenario, seed, versions, flag, syncServer, services } = view;
  const weights = Object.entries(flag.weights).map(([name, weight]) => `${name} ${weight}`);
  return [
    `${scenario.recording ? 'Recording' : 'Scenario'} ${scenario.name} (seed ${seed}): ${scenario.title}.`,
    `Flag ${flag.key}, weights ${weights.join(' / ')}: canary ${versions.canary}, baseline ${versions.baseline}.`,
    syncServer
      ? `Sync server on 127.0.0.1:${syncServer.port}, process ${syncServer.process}; services ${services.map(({ name }) => name).join(', ')}.`
      : 'In virtual time: without the sync server and the services.',
    '',
  ];
}

/** One line for something that happened. */
export function eventLine({ tick, time, kind, text }: RunEvent): string {
  return `tick ${String(tick).padStart(4)}  ${shownTime(time)}  ${kind}: ${text}`;
}

/** What the run came to, for people. `view` is the last one, or where the run was stopped. */
export function closingLines(view: RunView): string[] {
  const { summary } = view;
  if (summary) return ['', ...summaryLines(summary, view)];
  return ['', `Stopped early, at tick ${view.tick} of ${view.ticks}.`];
}

type Row = [name: string, text: string];

function summaryLines(summary: RunSummary, view: RunView): string[] {
  const rows: Row[] = [
    ['decision', decisionText(summary, view)],
    ['evidence', `${shownEvidence(summary)} against ${summary.threshold.toFixed(2)} to trip`],
    [`${summary.from} served`, `${count(summary.canaryRequests)} requests; ${beyond(summary)}`],
  ];
  if (summary.promotion) {
    const { tick, time } = summary.promotion;
    rows.push(['promoted', `at tick ${tick}, ${shownTime(time)}`]);
  }
  if (summary.answers.length > 1) {
    rows.push(...summary.answers.map((each): Row => [each.answer, answerInWords(each)]));
  }
  if (summary.decision === 'rollback' && summary.services.length > 0) {
    rows.push(['services', servicesText(summary)]);
  }
  rows.push(['flag now', flagText(view)]);
  if (summary.syncServer && summary.syncServer.restarts > 0) {
    const { restarts } = summary.syncServer;
    const often = restarts === 1 ? 'once' : `${restarts} times`;
    rows.push(['sync server', `ended and was started again ${often}`]);
  }
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`);
}

function decisionText({ decision, from, to, tick, time }: RunSummary, view: RunView): string {
  return decision === 'rollback' && tick !== null && time !== null
    ? `ROLLBACK from ${from} to ${to} at tick ${tick} of ${view.ticks}, ${shownTime(time)}`
    : `none: ${from} stays, ${view.tick} of ${view.ticks} ticks`;
}

function shownEvidence({ evidence }: RunSummary): string {
  return evidence === null ? 'none' : evidence.toFixed(2);
}

function beyond({ excessBad, to }: RunSummary): string {
  // Where the traffic is drawn, it is what is to be expected of it.
  const requests = count(Math.round(Math.abs(excessBad)));
  return excessBad > -0.5
    ? `${requests} of them went wrong beyond what ${to} would have done`
    : `${requests} fewer of them went wrong than with ${to}`;
}

function servicesText({ services, to }: RunSummary): string {
  return services
    .map(({ name, version, decisionToServedMs }) =>
      decisionToServedMs === null
        ? `${name} not confirmed, serves ${version}`
        : `${name} ${decisionToServedMs.toFixed(1)} ms`,
    )
    .join(', ')
    .concat(` from the decision to serving ${to} again`);
}

function flagText({ flag }: RunView): string {
  const weights = Object.entries(flag.weights).map(([name, weight]) => `${name} ${weight} %`);
  return `${flag.key} gives ${weights.join(', ')}${flag.version === undefined ? '' : ` (flag version ${flag.version})`}`;
}
