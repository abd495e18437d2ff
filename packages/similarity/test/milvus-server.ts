import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dropMilvusIndex } from '../src/milvus.ts';

/** `host:port` of a Milvus that runs, and the path of the command `milvus-lite`, which tests start themselves. */
const { HOURGLASS_MILVUS: running, HOURGLASS_MILVUS_LITE: lite } = process.env;

/** Whether tests that stop the server can run. */
export const hasMilvusLite = Boolean(lite);
export const hasMilvus = Boolean(running || lite);
export const noMilvus = 'skipped: set HOURGLASS_MILVUS or HOURGLASS_MILVUS_LITE';

/** A Milvus for some tests. */
export interface MilvusServer {
  readonly server: string;
  /** The address of a collection that is not there. What is made there goes when the tests are done. */
  newCollection(): string;
  stop(): Promise<void>;
}

export async function useMilvus(): Promise<MilvusServer> {
  return running ? collectionsOn(running, async () => {}) : startMilvusLite();
}

/** A `milvus-lite` of one's own, which may be stopped in the middle. */
export async function startMilvusLite(
  folder = mkdtempSync(join(tmpdir(), 'hourglass-milvus-')),
  port?: number,
): Promise<MilvusServer & { readonly child: ChildProcess; readonly port: number }> {
  const free = port ?? (await freePort());
  const args = ['server', '--data-dir', folder, '--host', '127.0.0.1', '--port', String(free)];
  const child = spawn(lite!, args, { stdio: 'ignore' });
  while (!(await isOpen(free))) {
    if (child.exitCode !== null) throw new Error(`${lite} ended with ${child.exitCode}`);
    await sleep(50);
  }
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...collectionsOn(`127.0.0.1:${free}`, stop), child, port: free };
}

function collectionsOn(server: string, stop: () => Promise<void>): MilvusServer {
  const name = `hourglass_test_${Math.random().toString(36).slice(2)}`;
  const made: string[] = [];
  return {
    server,
    newCollection: () => made[made.push(`milvus://${server}/${name}_${made.length}`) - 1]!,
    async stop() {
      if (running) await Promise.allSettled(made.map((uri) => dropMilvusIndex(uri)));
      await stop();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
