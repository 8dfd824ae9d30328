import { randomUUID } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { open, readFile, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { LastgoodError } from '@lastgood/triggers';

import { systemReason } from '../flags/files.ts';

/**
 * Puts a new text in the place of an old one, at once and for good: whoever reads the file sees the one or the other,
 * also after a power cut. Links are followed, mode and owner stay, and the modification time is strictly later than it
 * was, even if that lies in the future: flagd takes up a file only then.
 *
 * @throws LastgoodError `file-changed` if the file no longer holds the old text, `file-unwritable`; it is untouched then
 */
export async function replaceFile(file: string, oldText: string, newText: string): Promise<void> {
  try {
    const target = await realpath(file);
    const before = await stat(target, { bigint: true });
    // Hidden and not *.json: nobody takes it for a flag file.
    const draft = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomUUID()}.tmp`);
    try {
      await writeDraft(draft, newText, before);
      if ((await readFile(target, 'utf8')) !== oldText) {
        throw new LastgoodError(
          'file-changed',
          `${file} was changed by someone else meanwhile: try again`,
        );
      }
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    await syncFolder(dirname(target));
  } catch (error) {
    if (error instanceof LastgoodError) throw error;
    throw new LastgoodError('file-unwritable', `cannot write ${file}: ${systemReason(error)}`, {
      cause: error,
    });
  }
}

async function writeDraft(draft: string, text: string, before: BigIntStats): Promise<void> {
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await keepOwner(handle, before);
    await handle.chmod(Number(before.mode) & 0o7777);
    await makeLater(handle, before);
    await handle.sync();
  } finally {
    await handle.close();
  }
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
