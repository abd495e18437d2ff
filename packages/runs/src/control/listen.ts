import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemCode } from '../errors.ts';
import { runFiles } from '../files/layout.ts';
import { takenError } from '../files/lock-file.ts';

/** A socket's path must fit 104 bytes on macOS and 108 on Linux, with the zero at its end. */
const longestPath = 100;

/**
 * Listens where only this user can reach it: in the run directory, or under the system's folder for
 * temporary files if that path is too long or its file system knows no sockets; on Windows a named pipe.
 *
 * @returns the place as the lock tells it.
 * @throws {RunError} `RUN_TAKEN` if another process listens in this directory, or did before it died.
 */
export async function listen(server: Server, directory: string): Promise<string> {
  const unique = `hourglass-${randomBytes(6).toString('hex')}`;
  if (process.platform === 'win32') return listenAt(server, directory, `\\\\.\\pipe\\${unique}`);
  const elsewhere = join(tmpdir(), `${unique}.sock`);
  if (Buffer.byteLength(resolve(directory, runFiles.control)) > longestPath) {
    return listenAt(server, directory, elsewhere);
  }
  try {
    return await listenAt(server, directory, runFiles.control);
  } catch (error) {
    if (systemCode(error) === 'EADDRINUSE') throw takenError(directory, error);
    return listenAt(server, directory, elsewhere);
  }
}

async function listenAt(server: Server, directory: string, place: string): Promise<string> {
  // The socket file is made within this call, so nobody else's file gets this mask.
  const mask = process.umask(0o177);
  server.listen(resolve(directory, place));
  process.umask(mask);
  await once(server, 'listening');
  return place;
}
