import { type Codes, rowsOf } from '../../codes.ts';
import type { Measure } from '../../measures/measure.ts';
import type { Piece } from './rows.ts';

/** Rows prepared at a time, so that a large addition needs little memory besides its own. */
const PIECE = 4096;

export function* preparedPieces(measure: Measure, codes: Codes): Generator<Piece> {
  for (let start = 0; start < codes.count; start += PIECE) {
    const piece = rowsOf(codes, start, start + PIECE);
    yield { ...measure.prepareItems(piece), count: piece.count };
  }
}
