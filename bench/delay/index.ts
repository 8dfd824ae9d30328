import { type Delays, delays } from '../judges/delays.ts';
import type { Section } from '../section.ts';
import { constant } from '../streams/courses.ts';
import { errors } from '../streams/proportions.ts';
import { cells } from './cells.ts';
import { engineTables } from './engine-table.ts';
import { fastestFigures, fastestTable } from './fastest.ts';
import { figuresOf } from './figures.ts';
import { rulesTables } from './rules-tables.ts';

/** How soon a version that is worse from its first request is rolled back. */
export const delay: Section<Delays> = {
  name: 'delay',
  title: 'Delay of a fault that is there from the start',
  rows: cells.map(({ name, conditions, judges, intervals }) => {
    const stream = errors(constant(conditions));
    return { name, measure: (seed) => delays({ stream, judges, intervals }, seed) };
  }),
  report(measured) {
    const figures = measured.flatMap(({ name, results }) => {
      const cell = cells.find((one) => one.name === name);
      return cell ? figuresOf(cell, results) : [];
    });
    const fastest = fastestFigures(figures);
    return {
      tables: [...engineTables(figures), ...rulesTables(figures), fastestTable(fastest)],
      figures: [...figures, ...fastest],
    };
  },
};
