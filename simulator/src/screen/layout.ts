/** What can have the screen to itself, in the order in which `expand` goes through them. */
export const panels = ['rates', 'evidence', 'events'] as const;
export type Panel = (typeof panels)[number];

/** Columns and rows of the terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Below this the screen only says that it is too small. */
export const leastSize: Size = { columns: 60, rows: 18 };

export function fits({ columns, rows }: Size): boolean {
  return columns >= leastSize.columns && rows >= leastSize.rows;
}

/** How the room is shared. Rows of a chart are those of the plot, without its title; 0: not shown. */
export interface Layout {
  readonly rates: Rows;
  readonly evidence: Rows;
  readonly events: Rows;
  /** Columns of the charts with the numbers beside them, and of a panel to their right, if there is one. */
  readonly main: number;
  readonly side: number;
}
type Rows = number;

const header = 2;
const footer = 1;
const title = 1;
const timeAxis = 1;
const facts = 2;

/** From here on what the flag and the services do, and the events, stand beside the charts. */
const wide = 140;

/** Shares a terminal that is large enough. */
export function layoutFor({ columns, rows }: Size, expanded: Panel | undefined): Layout {
  const body = rows - header - footer;
  const none: Layout = { rates: 0, evidence: 0, events: 0, main: columns, side: 0 };
  switch (expanded) {
    case 'rates':
      return { ...none, rates: body - title - timeAxis };
    case 'evidence':
      return { ...none, evidence: body - title - timeAxis };
    case 'events':
      return { ...none, events: body };
    case undefined: {
      const beside = columns >= wide;
      const side = beside ? Math.floor(columns * 0.3) : 0;
      const room = body - 2 * title - timeAxis;
      const events = beside ? body : Math.max(3, Math.floor((room - facts) / 4));
      const plots = beside ? room : room - facts - events;
      const evidence = Math.round(plots * 0.42);
      return { rates: plots - evidence, evidence, events, main: columns - side, side };
    }
  }
}
