import { watch } from 'chokidar';

/** How long to wait after a first event for the others that belong to it, in milliseconds. */
const gather = 50;

/**
 * Network volumes, and a folder that is removed and made again, send no events: look anyway after this time, in
 * milliseconds.
 */
const look = 5_000;

/**
 * Calls `changed` when a file at `path`, or in the folder there, may have changed, until the returned function is
 * called. Editors that write a new file over the old and Kubernetes' symbolic links are seen like any other writer.
 */
export async function watchFiles(path: string, changed: () => void): Promise<() => Promise<void>> {
  const watcher = watch(path, { ignoreInitial: true, depth: 0 });
  let gathering: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      changed();
    }, gather);
  });
  // What cannot be watched is looked at.
  watcher.on('error', () => {});
  const looking = setInterval(changed, look);
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return async () => {
    clearTimeout(gathering);
    clearInterval(looking);
    await watcher.close();
  };
}
