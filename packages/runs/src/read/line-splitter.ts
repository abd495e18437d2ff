const newline = 0x0a;

/** What some editors put at the start of a file. No event begins with it. */
const byteOrderMark = /^\uFEFF/;

/** No event is nearly as long: the neighbours of six CIFAR-100 pictures are 0.25 MB. */
export const longestLineBytes = 16 * 1024 * 1024;

/** A line that is longer than it may be: told, not kept. */
export const tooLong = Symbol('line too long');

export interface Line {
  /** Without the newline. */
  readonly text: string | typeof tooLong;
  /** Bytes it takes in the file, its newline included. */
  readonly bytes: number;
}

/**
 * Cuts a stream of bytes into lines. It cuts bytes, not text, so it does not matter where a chunk ends:
 * in the middle of a line, or of a character. What follows the last newline waits for the next chunk.
 */
export class LineSplitter {
  readonly #longest: number;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;

  /** @param longest bytes that a line may have; of a longer one nothing is kept in memory. */
  constructor(longest = longestLineBytes) {
    this.#longest = longest;
  }

  /** The lines that this chunk completes. The chunk may be used again afterwards. */
  push(chunk: Uint8Array): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      lines.push(this.#finish(chunk.subarray(start, end)));
      start = end + 1;
    }
    this.#wait(chunk.subarray(start));
    return lines;
  }

  #finish(rest: Uint8Array): Line {
    const whole = this.#waitingBytes + rest.length;
    const text = whole > this.#longest ? tooLong : textOf(Buffer.concat([...this.#waiting, rest], whole));
    this.#waiting = [];
    this.#waitingBytes = 0;
    return { text, bytes: whole + 1 };
  }

  /** What waits for its newline: all of it if no more is to come. */
  rest(): string {
    return textOf(Buffer.concat(this.#waiting));
  }

  #wait(rest: Uint8Array): void {
    this.#waitingBytes += rest.length;
    if (this.#waitingBytes > this.#longest) this.#waiting = [];
    // A copy: slice() of a Buffer would be a view of memory that is soon used again.
    else if (rest.length > 0) this.#waiting.push(Uint8Array.from(rest));
  }
}

function textOf(bytes: Buffer): string {
  return bytes.toString('utf8').replace(byteOrderMark, '');
}
