import type { EvaluationEvent, RunStarted } from '@hourglass/models/config';
import type { RunState } from './run-state.ts';

/** The autoencoder's own code among the encoders of evaluation events. */
export const codeName = 'code';

/** Of queries as they are, not moved. */
const unmoved = ({ evaluations }: RunState) => evaluations.filter(({ moved }) => moved === undefined);

/** The measures that were evaluated, in the order in which they came. */
export function measuresOf(state: RunState): readonly string[] {
  return [...new Set(unmoved(state).map(({ measure }) => measure))];
}

/** The encoders that were evaluated: the code first, then what it is held against. */
export function encodersOf(state: RunState): readonly string[] {
  const names = [...new Set(unmoved(state).map(({ encoder }) => encoder))];
  return [...names.filter((name) => name === codeName), ...names.filter((name) => name !== codeName)];
}

/** The newest evaluation of an encoder under a measure; of queries that were moved, if `moved` is given. */
export function newestEvaluation(
  state: RunState,
  encoder: string,
  measure: string,
  moved?: number,
): EvaluationEvent | undefined {
  return state.evaluations.findLast(
    (event) => event.encoder === encoder && event.measure === measure && event.moved === moved,
  );
}

/** How far queries were moved that an encoder was also asked, if it was. */
export function movedOf(state: RunState, encoder: string): number | undefined {
  return state.evaluations.findLast((event) => event.encoder === encoder && event.moved !== undefined)?.moved;
}

/**
 * How the code did under a measure, epoch by epoch. The last evaluation of a run asks more queries than the
 * others; it is left out, for a line through both would show a step that no training made.
 */
export function codeHistory(state: RunState, measure: string): readonly EvaluationEvent[] {
  const all = unmoved(state).filter((event) => event.encoder === codeName && event.measure === measure);
  const first = all[0];
  return all.filter((event) => event.queries === first?.queries && event.items === first.items);
}

/** An encoder that does not learn, asked the same queries as the code's history. */
export function baselineFor(state: RunState, encoder: string, measure: string): EvaluationEvent | undefined {
  const first = codeHistory(state, measure)[0];
  const all = unmoved(state).filter((event) => event.encoder === encoder && event.measure === measure);
  return all.find(({ queries, items }) => queries === first?.queries && items === first.items) ?? all.at(-1);
}

/** Whether it was measured on a part of the pictures only: its figures are not those of all. */
export function isOfSample({ queries, items }: EvaluationEvent, run: RunStarted | undefined): boolean {
  return run !== undefined && (queries < run.testCount || items < run.trainCount);
}

/** The measure to show: that of the first neighbours, then one on with each press of a key. */
export function shownMeasure(state: RunState, presses: number): string {
  const measures = measuresOf(state);
  const first = state.neighbours[0]?.measure ?? 'cosine';
  const start = Math.max(0, measures.indexOf(first));
  return measures[(start + presses) % measures.length] ?? first;
}
