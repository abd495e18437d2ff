import { type FileHandle, open } from 'node:fs/promises';
import type { TrainingEvent } from '@hourglass/models/config';
import { systemCode } from '../errors.ts';
import { sameFile } from '../files/same-file.ts';
import { Breather } from './breather.ts';
import { type Line, LineSplitter, tooLong } from './line-splitter.ts';
import { type ParsedLine, parseEvent } from './parse-event.ts';

/** Bytes read at a time: large enough to be fast, small enough that the memory of a reader stays small. */
const chunkBytes = 64 * 1024;

/** Reads a growing `metrics.jsonl`, from the start, as far as it goes. */
export class EventLog {
  readonly #path: string;
  readonly #skip: readonly string[];
  readonly #lines = new LineSplitter();
  readonly #chunk = Buffer.allocUnsafe(chunkBytes);
  #file: FileHandle | undefined;
  #isInPlace = async () => true;
  #position = 0;
  #lineNumber = 0;
  #time = 0;

  /** @param skip types of events that the caller does not want: their lines are not even parsed. */
  constructor(path: string, skip: readonly TrainingEvent['type'][] = []) {
    this.#path = path;
    this.#skip = skip.map((type) => `{"type":"${type}"`);
  }

  /**
   * The events that came since the last call, up to the last full line. A line that is no event becomes
   * a `warning`, and reading goes on behind it.
   */
  async *read(): AsyncGenerator<TrainingEvent> {
    const breather = new Breather();
    for (let bytes = await this.#readChunk(); bytes > 0; bytes = await this.#readChunk()) {
      for (const { text } of this.#lines.push(this.#chunk.subarray(0, bytes))) {
        const event = this.#event(text);
        if (event) yield event;
        await breather.breathe();
      }
    }
  }

  /**
   * The event in a last line that has no newline, or a `warning` if that is not whole. Asked when nobody writes
   * there any more.
   */
  last(): TrainingEvent | undefined {
    const rest = this.#lines.rest();
    if (rest === '') return undefined;
    const parsed = parseEvent(rest);
    if ('event' in parsed) return parsed.event;
    this.#lineNumber++;
    return this.#warning('cut short');
  }

  /** Whether what is read is still the file at its path: it may have been deleted, moved or replaced. */
  isInPlace(): Promise<boolean> {
    return this.#isInPlace();
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  async #readChunk(): Promise<number> {
    if (!this.#file) {
      this.#file = await openIfThere(this.#path);
      if (!this.#file) return 0;
      this.#isInPlace = await sameFile(this.#file, this.#path);
    }
    const { bytesRead } = await this.#file.read(this.#chunk, 0, chunkBytes, this.#position);
    this.#position += bytesRead;
    return bytesRead;
  }

  #event(line: Line['text']): TrainingEvent | undefined {
    this.#lineNumber++;
    if (line === '' || (line !== tooLong && this.#skip.some((start) => line.startsWith(start))))
      return undefined;
    const parsed: ParsedLine = line === tooLong ? { problem: 'too long' } : parseEvent(line);
    if ('problem' in parsed) return this.#warning(parsed.problem);
    this.#time = parsed.event.time;
    return parsed.event;
  }

  #warning(problem: string): TrainingEvent {
    const message = `line ${this.#lineNumber} of ${this.#path} is no event (${problem}); it is left out.`;
    return { type: 'warning', time: this.#time, message };
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
