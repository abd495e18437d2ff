import { expect, test } from 'vitest';
import { judge, noJudgement } from './plateau.ts';

function after(losses: readonly number[], minDelta: number) {
  return losses.reduce(
    (judgement, loss, i) => judge(judgement, { step: i, epoch: i + 1, loss }, minDelta),
    noJudgement,
  );
}

test('waits since the last epoch that was better by enough; the best is the best all the same', () => {
  expect(after([0.5, 0.4, 0.41, 0.39], 0)).toMatchObject({ best: { epoch: 4 }, plateau: { waited: 0 } });
  expect(after([0.5, 0.4, 0.41, 0.42], 0)).toMatchObject({ best: { epoch: 2 }, plateau: { waited: 2 } });
  expect(after([0.5, 0.45, 0.42, 0.41], 0.1)).toMatchObject({ best: { epoch: 4 }, plateau: { waited: 3 } });
  expect(after([0.5, 0.45, 0.39, 0.38], 0.1)).toMatchObject({ best: { epoch: 4 }, plateau: { waited: 1 } });
});
