/** What can have the screen to itself, in the order in which `expand` goes through them. */
export const panels = ['guardrail', 'evidence', 'standings', 'events'] as const;
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
  /** The charts of guardrails, from the one in focus on: how many, and rows of each. */
  readonly charts: number;
  readonly guardrail: Rows;
  readonly evidence: Rows;
  /** The list of all guardrails, in so many columns. */
  readonly standings: Rows;
  readonly standingsColumns: number;
  readonly events: Rows;
  /** Whether there is room for what the services and the sync server do. */
  readonly services: boolean;
  /** Columns of the charts with the numbers beside them, and of a panel to their right, if there is one. */
  readonly main: number;
  readonly side: number;
}
type Rows = number;

const header = 2;
const footer = 1;
const title = 1;
const timeAxis = 1;

/** From here on what the flag and the services do, and the events, stand beside the charts. */
const wide = 140;
/** Below this the services have no row of their own. */
const low = 22;
/** A second chart of a guardrail only comes where each has so many rows. */
const comfortable = 6;
/** In one column of a narrow terminal there are no more guardrails than this: the list moves on with the focus. */
const longestList = 4;

/** Shares a terminal that is large enough. */
export function layoutFor(
  { columns, rows }: Size,
  guardrails: number,
  expanded: Panel | undefined,
): Layout {
  const body = rows - header - footer;
  const none: Layout = {
    charts: 0,
    guardrail: 0,
    evidence: 0,
    standings: 0,
    standingsColumns: 1,
    events: 0,
    services: false,
    main: columns,
    side: 0,
  };
  switch (expanded) {
    case 'guardrail':
      return { ...none, charts: 1, guardrail: body - title - timeAxis };
    case 'evidence':
      return { ...none, evidence: body - title - timeAxis };
    case 'standings':
      return { ...none, standings: body };
    case 'events':
      return { ...none, events: body };
    case undefined:
      return columns >= wide
        ? besideCharts(none, body, guardrails)
        : belowCharts(none, body, guardrails);
  }
}

/** The charts have all rows. */
function besideCharts(none: Layout, body: number, guardrails: number): Layout {
  const side = Math.floor(none.main * 0.3);
  return {
    ...none,
    ...plots(body - timeAxis, guardrails),
    // With a line that names its columns.
    standings: guardrails + 1,
    events: body,
    services: true,
    main: none.main - side,
    side,
  };
}

/** The charts share the rows with what else there is. */
function belowCharts(none: Layout, body: number, guardrails: number): Layout {
  const services = body + header + footer >= low;
  const facts = services ? 2 : 1;
  // With one guardrail the evidence says it all.
  const standings = guardrails > 1 ? Math.min(longestList, Math.ceil(guardrails / 2)) : 0;
  const room = body - timeAxis - facts - standings;
  const events = services ? Math.max(3, Math.floor((room - 2 * title) / 4)) : 1;
  return {
    ...none,
    ...plots(room - events, guardrails),
    standings,
    standingsColumns: 2,
    events,
    services,
  };
}

/** As many charts of guardrails as have enough rows beside the evidence; at least one. */
function plots(
  room: number,
  guardrails: number,
): Pick<Layout, 'charts' | 'guardrail' | 'evidence'> {
  const most = Math.floor(room / (title + comfortable)) - 1;
  const charts = Math.max(1, Math.min(guardrails, most));
  const rows = room - (charts + 1) * title;
  const guardrail = charts === 1 ? rows - Math.round(rows * 0.42) : Math.floor(rows / (charts + 1));
  return { charts, guardrail, evidence: rows - charts * guardrail };
}
