import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Figures of the whole process, in each answer to an order. */
export interface Usage {
  readonly peakBytes: number;
  /** Processor time so far. `before`: when the order came. */
  readonly cpuSeconds: number;
  readonly cpuSecondsBefore: number;
}

interface Failed {
  readonly failed: string;
}

/** What is told on the way to an answer. */
interface Told {
  readonly progress: string;
}

/**
 * A contender in a process of its own. It waits, and should cost nothing, until it is told to run: a line of JSON
 * each way, and one unasked when it is ready.
 */
export class ContenderProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<void>;
  readonly #tell: (text: string) => void;
  #complaints = '';
  #last: { readonly cpuSeconds: number; readonly at: number } | undefined;
  #rest = { cpuSeconds: 0, seconds: 0 };

  private constructor(program: string, args: readonly string[], tell: (text: string) => void) {
    this.#tell = tell;
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
  static async start<Started extends object>(
    program: string,
    args: readonly string[],
    tell: (text: string) => void = () => {},
  ): Promise<[ContenderProcess, Started]> {
    const process = new ContenderProcess(program, args, tell);
    return [process, await process.#answer<Started>()];
  }

  /** Gives an order, and waits until it is done. */
  async obey<Done extends object>(order: object): Promise<Done & Usage> {
    const now = performance.now() / 1000;
    this.#child.stdin!.write(`${JSON.stringify(order)}\n`);
    const answer = await this.#answer<Done & Usage>();
    if (this.#last) {
      this.#rest.cpuSeconds += answer.cpuSecondsBefore - this.#last.cpuSeconds;
      this.#rest.seconds += now - this.#last.at;
    }
    this.#last = { cpuSeconds: answer.cpuSeconds, at: performance.now() / 1000 };
    return answer;
  }

  /** Cores that it took between its turns. */
  get restCores(): number {
    return this.#rest.seconds === 0 ? 0 : this.#rest.cpuSeconds / this.#rest.seconds;
  }

  stop(): void {
    this.#child.kill();
  }

  async #answer<T extends object>(): Promise<T> {
    const { value, done } = await this.#lines.next();
    if (done) {
      await this.#ended;
      throw new Error(this.#complaints.trim().split('\n').at(-1) || 'it ended without a word');
    }
    const answer = JSON.parse(value) as T | Failed | Told;
    if ('failed' in answer) throw new Error(answer.failed);
    if (!('progress' in answer)) return answer;
    this.#tell(answer.progress);
    return this.#answer();
  }
}
