import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { RunError, reasonOf, systemCode } from '../errors.ts';
import { runFiles } from '../files/layout.ts';
import { takenError } from '../files/lock-file.ts';

/** A socket's path must fit 104 bytes on macOS and 108 on Linux, with the zero at its end. */
const longestPath = 100;

/**
 * Listens where only this user can reach it: in the run directory, or in a folder for temporary files if that
 * path is too long or its file system knows no sockets; on Windows a named pipe.
 *
 * @returns the place as the lock tells it.
 * @throws {RunError} `RUN_TAKEN` if another process listens in this directory, or did before it died;
 * `NO_CONTROL` if no place will do.
 */
export async function listen(server: Server, directory: string): Promise<string> {
  const unique = `hourglass-${randomBytes(6).toString('hex')}`;
  if (process.platform === 'win32') return listenAt(server, directory, `\\\\.\\pipe\\${unique}`);
  const problems: string[] = [];
  for (const place of [
    runFiles.control,
    ...foldersElsewhere().map((folder) => join(folder, `${unique}.sock`)),
  ]) {
    const path = resolve(directory, place);
    try {
      if (Buffer.byteLength(path) <= longestPath) return await listenAt(server, directory, place);
      problems.push(`${path} is longer than ${longestPath} bytes`);
    } catch (error) {
      if (place === runFiles.control && systemCode(error) === 'EADDRINUSE')
        throw takenError(directory, error);
      problems.push(`${path}: ${reasonOf(error)}`);
    }
  }
  throw new RunError(
    'NO_CONTROL',
    'there is no place for the socket that the run listens on. Set TMPDIR to a folder with a short path that can be ' +
      `written. Tried: ${problems.join('; ')}.`,
  );
}

/** TMPDIR may be wrong: there are others. */
function foldersElsewhere(): string[] {
  const { XDG_RUNTIME_DIR } = process.env;
  return [...new Set([tmpdir(), ...(XDG_RUNTIME_DIR ? [XDG_RUNTIME_DIR] : []), '/tmp'])];
}

async function listenAt(server: Server, directory: string, place: string): Promise<string> {
  // The socket file is made within this call, so nobody else's file gets this mask.
  const mask = process.umask(0o177);
  server.listen(resolve(directory, place));
  process.umask(mask);
  await once(server, 'listening');
  return place;
}
