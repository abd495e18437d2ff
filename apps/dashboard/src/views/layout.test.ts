import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gutter, layoutFor, neighboursWidth } from './layout.ts';

describe('layoutFor', () => {
  test('has two charts, three digits and three neighbours on common terminals', () => {
    expect(layoutFor(80, 24)).toMatchObject({
      kind: 'full',
      gap: 0,
      previews: 3,
      neighbours: 3,
      picture: { height: 5 },
    });
    expect(layoutFor(100, 30)).toMatchObject({
      kind: 'full',
      gap: 1,
      previews: 3,
      neighbours: 3,
      picture: { height: 6 },
    });
    expect(layoutFor(60, 18).kind).toBe('small');
    expect(layoutFor(59, 18).kind).toBe('too-small');
  });

  test('shows more on more room', () => {
    expect(layoutFor(200, 60)).toMatchObject({ previews: 4, neighbours: 3, picture: { height: 11 } });
  });

  test('never gives out more room than there is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 300 }), fc.integer({ min: 18, max: 100 }), (columns, rows) => {
        const layout = layoutFor(columns, rows);
        if (layout.kind === 'full') {
          const { lossChart, precisionChart, picture, previews, gap } = layout;
          expect(lossChart.width + gutter + precisionChart.width).toBeLessThanOrEqual(columns);
          expect(previews * picture.width + gutter + neighboursWidth(layout)).toBeLessThanOrEqual(columns);
          expect(2 + gap + lossChart.height + gap + 1 + 2 * picture.height + 1).toBeLessThan(rows);
        } else if (layout.kind === 'small') {
          expect(layout.chart.width + gutter + layout.previews * layout.picture.width).toBeLessThanOrEqual(
            columns,
          );
          expect(2 + Math.max(layout.chart.height, 1 + 2 * layout.picture.height) + 4).toBeLessThan(rows);
        }
      }),
    );
  });
});
