import { basename } from 'node:path';
import { ask, NoAnswer } from '../control/ask.ts';
import { controlPath } from '../control/control-path.ts';
import type { ControlReply, RunOrder } from '../control/protocol.ts';
import { RunError } from '../errors.ts';
import { readLock } from '../files/lock-file.ts';
import { readRun } from './read-run.ts';

/** How long a run may take to answer, in milliseconds: longer than any single step. */
const patienceMs = 2000;

/**
 * Tells a live run to pause, to resume, to go on by a step while paused, to write a checkpoint, to stop with
 * one, or to learn at another rate. Resolves when the run has answered; what it then does shows in its events.
 *
 * @example
 * await steerRun(run.directory, { learningRate: 0.0005 });
 *
 * @throws {RunError} `RUN_OVER` if nobody trains there any more, `RUN_SILENT` if there is no answer in
 * 2 s, `COMMAND_REFUSED` if the run says no, `NOT_A_RUN` if the directory is no run.
 */
export async function steerRun(directory: string, order: RunOrder): Promise<void> {
  const command = typeof order === 'string' ? order : 'change its learning rate';
  const reply = await askRun(directory, order, command);
  if (reply.ok) return;
  const { id, state } = await readRun(directory);
  if (state !== 'running') throw await overError(directory, command);
  throw new RunError('COMMAND_REFUSED', `run '${id}' refused to ${command}: ${reply.error}.`);
}

async function askRun(directory: string, order: RunOrder, command: string): Promise<ControlReply> {
  const lock = await readLock(directory);
  if (!lock) throw await overError(directory, command);
  try {
    const request = typeof order === 'string' ? { command: order } : order;
    return await ask(controlPath(directory, lock), request, patienceMs);
  } catch (cause) {
    if (!(cause instanceof NoAnswer)) throw await overError(directory, command, cause);
    throw new RunError(
      'RUN_SILENT',
      `run '${basename(directory)}' (pid ${lock.pid}) does not answer: ${cause.message}. ` +
        `It may be busy: try again, or end it with \`kill ${lock.pid}\`.`,
      { cause },
    );
  }
}

async function overError(directory: string, command: string, cause?: unknown): Promise<RunError> {
  const { id, state } = await readRun(directory);
  const over = state === 'running' ? 'cannot be reached' : `is over (${state})`;
  return new RunError('RUN_OVER', `run '${id}' ${over}, so it cannot ${command}. It stays in ${directory}.`, {
    cause,
  });
}
