import type { Outcome } from '../fuzz/run-case.ts';
import { callExplained } from './explained.ts';

const headings = {
  right: 'right',
  refused: 'refused by name',
  alike: 'refused as tfjs refuses them',
  explained: 'different on purpose',
  wrong: 'wrong',
};
type Kind = keyof typeof headings;

/** Counts the calls of each engine, and keeps what was said of those that are not right. */
export class Tally {
  readonly #counts: Record<string, Record<Kind, number>> = {};
  readonly #notes = new Map<string, number>();

  add(engine: string, call: string, test: string, outcome: Outcome, refusal: string | undefined): void {
    const why = callExplained(call, test);
    const kind = kindOf(outcome, refusal, why !== undefined);
    this.#counts[engine] ??= { right: 0, refused: 0, alike: 0, explained: 0, wrong: 0 };
    this.#counts[engine][kind]++;
    const [first] = outcome.message.split('\n');
    if (kind === 'refused') this.#note(`${headings.refused}: ${first}`);
    if (kind === 'explained') this.#note(`${headings.explained}: ${call}: ${why}`);
    if (kind === 'wrong') {
      const what = refusal === undefined ? first : `gives an answer where tfjs says: ${refusal}`;
      this.#note(`${headings.wrong}: ${engine}, ${call} in "${test}": ${what}`);
    }
  }

  get wrong(): number {
    return Object.values(this.#counts).reduce((sum, { wrong }) => sum + wrong, 0);
  }

  report(): string {
    const notes = [...this.#notes]
      .sort()
      .map(([note, times]) => `${note}${times > 1 ? ` (${times} times)` : ''}`);
    const counts = Object.entries(this.#counts).map(([engine, count]) => {
      const parts = (Object.keys(headings) as Kind[]).map((kind) => `${count[kind]} ${headings[kind]}`);
      return `${engine}: ${parts.join(', ')}`;
    });
    return [...notes, ...counts].join('\n');
  }

  #note(note: string): void {
    this.#notes.set(note, (this.#notes.get(note) ?? 0) + 1);
  }
}

function kindOf({ kind }: Outcome, refusal: string | undefined, isExplained: boolean): Kind {
  if (kind === 'right' && refusal === undefined) return 'right';
  if (kind === 'refused') return 'refused';
  if (kind === 'illegal' && refusal !== undefined) return 'alike';
  return isExplained ? 'explained' : 'wrong';
}
