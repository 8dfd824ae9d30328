import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';

import { LineProcess } from './line-process.ts';

/** What a service answers for a list of targeting keys. */
export interface Evaluated {
  /** The version of the flag set that it evaluates with. */
  readonly served: number;
  /** The model version that each key gets, in the keys' order. */
  readonly versions: readonly string[];
}

/** Lastgood's sync server, which waits for a port to listen on, and then takes overlays. */
export async function startSyncServerProcess(flagFile: string): Promise<LineProcess> {
  const file = pathOf('./sync-server.ts');
  const server = start(process.execPath, ['--conditions=lastgood-source', file, flagFile]);
  expect(await server.said()).toBe('ready');
  return server;
}

/** A service that has nothing of Lastgood; takes targeting keys, and answers with `Evaluated`. */
export function startPlainService(port: number): LineProcess {
  return start(process.execPath, [pathOf('./plain-service.mjs'), String(port)]);
}

/** The same in Python. */
export function startPythonService(python: string, port: number): LineProcess {
  return start(python, [pathOf('../e2e/python/service.py'), String(port)]);
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

function start(command: string, args: readonly string[]): LineProcess {
  const started = new LineProcess(command, args);
  onTestFinished(() => started.kill());
  return started;
}
