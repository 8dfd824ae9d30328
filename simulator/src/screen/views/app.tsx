import { Box, Text, useInput, useIsScreenReaderEnabled, useWindowSize } from 'ink';
import { useSyncExternalStore, type ReactNode } from 'react';

import { keysOf } from '../keys/binding.ts';
import { KeyboardContext } from '../keys/use-keys.ts';
import { fits, leastSize } from '../layout.ts';
import { wrong } from '../look/theme.ts';
import type { Workbench } from '../session/workbench.ts';
import { TooSmall } from '../widgets/too-small.tsx';
import { ViewsLine } from '../widgets/views-line.tsx';
import { Choose } from './choose.tsx';
import { Compare } from './compare.tsx';
import { Live } from './live.tsx';
import type { ViewName } from './names.ts';
import { Tune } from './tune.tsx';
import type { ViewProps } from './view.ts';

/** The whole app: the line of views, and the view that is shown. */
export function App({ workbench }: { readonly workbench: Workbench }): ReactNode {
  const { session, keyboard, quit } = workbench;
  useSyncExternalStore(session.subscribe, session.get);
  const { view, leaving } = useSyncExternalStore(workbench.subscribe, workbench.get);
  const window = useWindowSize();
  const spoken = useIsScreenReaderEnabled();
  useInput((input, key) => keysOf(input, key).forEach((name) => workbench.press(name)));

  const small = !spoken && !fits(window);
  const { columns, rows } = small ? leastSize : window;
  const size = { columns, rows: rows - 1 - (leaving ? 1 : 0) };
  return (
    <KeyboardContext value={keyboard}>
      {small && <TooSmall size={window} />}
      {/* A view that is not seen keeps its keys and where its user was. */}
      <Box flexDirection="column" display={small ? 'none' : 'flex'}>
        <ViewsLine
          view={view}
          policy={session.file}
          unsaved={session.unsaved}
          columns={size.columns}
        />
        <Shown view={view} workbench={workbench} size={size} quit={quit} />
        {leaving && (
          <Text {...wrong} wrap="truncate">
            {' The policy is not saved: w saves it, q leaves without it, any other key stays'}
          </Text>
        )}
      </Box>
    </KeyboardContext>
  );
}

function Shown(
  props: ViewProps & { readonly view: ViewName; readonly workbench: Workbench },
): ReactNode {
  const { view, workbench, size, quit } = props;
  switch (view) {
    case 'live':
      return <Live live={workbench.live} size={size} quit={quit} />;
    case 'tune':
      return (
        <Tune
          tuning={workbench.tuning}
          toLive={() => workbench.show('live')}
          size={size}
          quit={quit}
        />
      );
    case 'choose':
      return <Choose choosing={workbench.choosing} size={size} quit={quit} />;
    case 'compare':
      return <Compare comparing={workbench.comparing} size={size} quit={quit} />;
  }
}
