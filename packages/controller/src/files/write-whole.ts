import { randomUUID } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { LastgoodError } from '@lastgood/triggers';

import { systemReason } from './system-reason.ts';
import { isMissing, targetOf } from './target.ts';

/**
 * Writes a file at once and for good: whoever reads it sees what was there before or the new text, also after a power cut,
 * and where it fails nothing has changed. Links are followed. Of a file that was there mode and owner stay, and the
 * modification time is strictly later than it was, even if that lies in the future: flagd takes up a file only then.
 *
 * @param mayTake called with the path that no link is in, once the new text lies on the disk beside it: the last moment to refuse
 * @throws LastgoodError `file-unwritable` with the reason, or what `mayTake` throws
 */
export async function writeWhole(
  file: string,
  text: string,
  mayTake: (target: string) => Promise<void>,
): Promise<void> {
  try {
    const target = await targetOf(file);
    const before = await regularFile(target);
    // Hidden and not *.json: nobody takes it for a flag file.
    const draft = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomUUID()}.tmp`);
    try {
      await writeDraft(draft, text, before);
      await mayTake(target);
      await rename(draft, target);
    } catch (error) {
      // The first reason is the one to tell.
      await rm(draft, { force: true }).catch(() => undefined);
      throw error;
    }
    await syncFolder(dirname(target));
  } catch (error) {
    if (error instanceof LastgoodError) throw error;
    const reason = isMissing(error) ? 'there is no such folder' : systemReason(error);
    throw new LastgoodError('file-unwritable', `cannot write ${file}: ${reason}`, { cause: error });
  }
}

/** What is known of the file; undefined if there is none. Whatever else there may be is not replaced. */
async function regularFile(target: string): Promise<BigIntStats | undefined> {
  const found = await stat(target, { bigint: true }).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (found?.isFile() === false) {
    throw new Error(found.isDirectory() ? 'this is a folder' : 'this is no regular file');
  }
  return found;
}

async function writeDraft(draft: string, text: string, before?: BigIntStats): Promise<void> {
  const handle = before ? await open(draft, 'wx', 0o600) : await open(draft, 'wx');
  try {
    await handle.writeFile(text);
    if (before) await takeAfter(handle, before);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function takeAfter(handle: FileHandle, before: BigIntStats): Promise<void> {
  await keepOwner(handle, before);
  await handle.chmod(Number(before.mode) & 0o7777);
  await makeLater(handle, before);
}

async function keepOwner(handle: FileHandle, { uid, gid }: BigIntStats): Promise<void> {
  const draft = await handle.stat({ bigint: true });
  if (draft.uid === uid && draft.gid === gid) return;
  // Only root can give files away; what a colleague of the same group writes is theirs from then on.
  await handle.chown(Number(uid), Number(gid)).catch(() => undefined);
}

async function makeLater(handle: FileHandle, { mtimeNs }: BigIntStats): Promise<void> {
  const old = Number(mtimeNs / 1_000_000n);
  const now = Date.now();
  await setTime(handle, Math.max(now, old + 1));
  const { mtimeNs: written } = await handle.stat({ bigint: true });
  // Some file systems count in whole seconds, or in two.
  if (written <= mtimeNs) await setTime(handle, Math.max(now, old) + 2000);
}

async function setTime(handle: FileHandle, milliseconds: number): Promise<void> {
  await handle.utimes(milliseconds / 1000, milliseconds / 1000);
}

/** So that the new name outlives a power cut; where folders cannot be synced, it does without. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
