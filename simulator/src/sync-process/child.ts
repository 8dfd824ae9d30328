// The program of the sync server's process: serves flag files with the overlay that its parent sends.
// Arguments: the path of the flags, the port. It ends with its parent.
import { FlagStore, startSyncServer } from '@lastgood/controller';
import { LastgoodError } from '@lastgood/triggers';

import type { SetOverlay, SyncMessage } from './messages.ts';

function tell(message: SyncMessage): void {
  process.send?.(message);
}

async function serve(path: string, port: number): Promise<void> {
  const flags = await FlagStore.open(path, {
    onProblem: (text) => tell({ kind: 'problem', text }),
  });
  const server = await startSyncServer({ store: flags, port });
  const tellServed = (request?: number): void => {
    const { version, document } = flags.served;
    tell({ kind: 'served', version, document, ...(request !== undefined && { request }) });
  };
  flags.subscribe(() => tellServed());
  process.on('message', ({ overlay, request }: SetOverlay) => {
    flags.setOverlay(overlay);
    tellServed(request);
  });
  tell({ kind: 'listening', port: server.port });
  tellServed(0);
}

process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole process group: the parent decides when this process ends.
process.on('SIGINT', () => {});
try {
  await serve(process.argv[2] ?? '', Number(process.argv[3]));
} catch (error) {
  if (!(error instanceof LastgoodError)) throw error;
  tell({ kind: 'failed', code: error.code, text: error.message });
}
