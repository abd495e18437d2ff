import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Failed, Order, Proved, Ran, Started, Usage } from './messages.ts';

/** A contender in a process of its own. It waits, and should cost nothing, until it is told to run. */
export class ContenderProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<void>;
  #complaints = '';
  #last: { readonly cpuSeconds: number; readonly at: number } | undefined;
  #rest = { cpuSeconds: 0, seconds: 0 };

  private constructor(program: string, args: readonly string[]) {
    this.#child = spawn(program, [...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#complaints = (this.#complaints + text).slice(-4096);
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once('close', () => resolve());
      this.#child.once('error', ({ message }) => {
        this.#complaints = message;
        resolve();
      });
    });
    // A pipe of a process that died: its missing answer tells.
    this.#child.stdin!.on('error', () => {});
  }

  /** @throws {Error} in the words of the contender, here and below. */
  static async start(program: string, args: readonly string[]): Promise<[ContenderProcess, Started]> {
    const process = new ContenderProcess(program, args);
    return [process, await process.#answer<Started>()];
  }

  async prove(steps: number): Promise<Proved> {
    return this.#obeyed<Proved>({ order: 'prove', steps });
  }

  async run(steps: number): Promise<Ran> {
    return this.#obeyed<Ran>({ order: 'run', steps });
  }

  /** Cores that it took between its turns. */
  get restCores(): number {
    return this.#rest.seconds === 0 ? 0 : this.#rest.cpuSeconds / this.#rest.seconds;
  }

  stop(): void {
    this.#child.kill();
  }

  async #obeyed<T extends Usage>(order: Order): Promise<T> {
    const now = performance.now() / 1000;
    this.#child.stdin!.write(`${JSON.stringify(order)}\n`);
    const answer = await this.#answer<T>();
    if (this.#last) {
      this.#rest.cpuSeconds += answer.cpuSecondsBefore - this.#last.cpuSeconds;
      this.#rest.seconds += now - this.#last.at;
    }
    this.#last = { cpuSeconds: answer.cpuSeconds, at: performance.now() / 1000 };
    return answer;
  }

  async #answer<T extends object>(): Promise<T> {
    const { value, done } = await this.#lines.next();
    if (done) {
      await this.#ended;
      throw new Error(this.#complaints.trim().split('\n').at(-1) || 'it ended without a word');
    }
    const answer = JSON.parse(value) as T | Failed;
    if ('failed' in answer) throw new Error(answer.failed);
    return answer;
  }
}
