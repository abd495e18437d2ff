import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Contender } from './contenders.ts';
import type { Exercise } from './exercise.ts';
import type { Answer, Order } from './messages.ts';

const worker = fileURLToPath(new URL('./worker.js', import.meta.url));

export interface Ran {
  readonly seconds: number;
  readonly loss: number;
  readonly memoryBytes: number;
}

/** A contender in a process of its own. It waits, and costs nothing, until it is told to run. */
export class ContenderProcess {
  readonly contender: Contender;
  readonly threads: number;
  readonly #child: ChildProcess;
  #steps = 0;

  private constructor(contender: Contender, threads: number, child: ChildProcess) {
    this.contender = contender;
    this.threads = threads;
    this.#child = child;
  }

  static async start(contender: Contender, exercise: Exercise): Promise<ContenderProcess> {
    // `advanced` carries typed arrays. Its stdout is our stderr: our stdout is for results.
    const child = fork(worker, { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
    try {
      const started = await ask(child, contender.name, { type: 'start', contender, exercise });
      if (started.type !== 'started')
        throw new Error(`internal: '${contender.name}' answered ${started.type}`);
      return new ContenderProcess(contender, started.threads, child);
    } catch (error) {
      child.kill();
      throw error;
    }
  }

  /** Trains on from where it stopped. */
  async run(steps: number): Promise<Ran> {
    const { name } = this.contender;
    const ran = await ask(this.#child, name, { type: 'run', firstStep: this.#steps, steps });
    if (ran.type !== 'ran') throw new Error(`internal: '${name}' answered ${ran.type}`);
    this.#steps += steps;
    return ran;
  }

  stop(): void {
    this.#child.kill();
  }
}

function ask(child: ChildProcess, name: string, order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      settle();
      reject(new Error(`'${name}' ${reason}`));
    };
    const onMessage = (answer: Answer) => {
      if (answer.type === 'failed') return fail(`failed: ${answer.message}`);
      settle();
      resolve(answer);
    };
    const onError = (error: Error) => fail(`cannot be started: ${error.message}`);
    const onExit = (code: number | null, signal: string | null) => fail(`died (${signal ?? `exit ${code}`})`);
    const settle = () => {
      child.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    child.on('message', onMessage).on('error', onError).on('exit', onExit);
    if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode, child.signalCode);
    else child.send(order, (error) => error && onError(error));
  });
}
