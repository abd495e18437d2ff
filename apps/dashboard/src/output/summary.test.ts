import type { EvaluationEvent, TrainingEvent } from '@hourglass/models/config';
import { expect, test } from 'vitest';
import { recordedRun } from '../../test/helpers/recorded-run.ts';
import { reduce } from '../state/reduce.ts';
import { initialState, type RunState } from '../state/run-state.ts';
import { summary } from './summary.ts';

const plain = { color: 'none', unicode: false } as const;
const after = (events: readonly TrainingEvent[], from: RunState = initialState) =>
  events.reduce(reduce, from);

test('moved queries have rows of their own, below those of all encoders', () => {
  const state = after(recordedRun({ epochs: 3 }));
  const moved = (encoder: string, precisionAt10: number): EvaluationEvent => {
    const own = state.evaluations.find((event) => event.encoder === encoder && event.measure === 'cosine')!;
    return { ...own, moved: 4, precisionAt10 };
  };
  const lines = summary(after([moved('code', 0.981), moved('raw', 0.224)], state), 'runs/some', plain).split(
    '\n',
  );
  const names = lines
    .slice(lines.findIndex((line) => line.startsWith('nearest')))
    .map((line) => line.split('  ')[0]);
  expect(names.slice(2, 7)).toEqual([
    'code',
    'raw',
    'pca-64',
    'code, queries moved by 4 px',
    'raw, queries moved by 4 px',
  ]);
  expect(lines.find((line) => line.startsWith('code, queries moved'))).toContain('98.1%');
  expect(lines.find((line) => line.startsWith('raw, queries moved'))).toContain('22.4%');
  expect(lines.find((line) => line.startsWith('code  '))).not.toContain('98.1%');
});
