import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import type { Screen } from './screen.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is one that is looked for
const cursorOnly = /^\u001B\[\?25[hl]$/;

/**
 * The stdout that Ink sees: a terminal of the real one's size, whose writes are whole frames for the screen.
 * Ink's own way of painting moves relative to the last frame, which goes wrong when the terminal is resized.
 */
export class FrameStream extends Writable {
  readonly isTTY = true;
  readonly #terminal: WriteStream;
  readonly #screen: Screen;
  /** Columns and rows at the last signal. */
  #size: readonly [number, number];

  constructor(terminal: WriteStream, screen: Screen) {
    super({ decodeStrings: false });
    this.#terminal = terminal;
    this.#screen = screen;
    this.#size = [terminal.columns, terminal.rows];
    terminal.on('resize', this.#resized);
    process.on('SIGWINCH', this.#signalled);
  }

  get columns(): number {
    return this.#terminal.columns;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  override _write(frame: string, _encoding: string, done: () => void): void {
    // Ink shows and hides the cursor itself; here the screen does.
    if (frame !== '' && !cursorOnly.test(frame)) this.#screen.paint(frame);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#terminal.off('resize', this.#resized);
    process.off('SIGWINCH', this.#signalled);
    done(error);
  }

  // Not passed on: Ink would lay the old frame out for the new size. The size hook draws a new one.
  readonly #resized = (): void => this.#screen.forget();

  // Smaller and back again before Node has looked: it sees no change, but the terminal has lost what it cut off.
  readonly #signalled = (): void => {
    const { columns, rows } = this.#terminal;
    if (columns === this.#size[0] && rows === this.#size[1]) this.#screen.repaint();
    this.#size = [columns, rows];
  };
}
