import { print, UsageError } from '@hourglass/command-line';
import { replaceFile } from '@hourglass/files';
import type { OpenOptions } from '../data/open-pictures.ts';
import { complain } from '../output/complain.ts';
import { askedEncoder, defaultEncoder, type EncoderOptions } from '../search/choose-encoder.ts';
import { drawFound, formatDistance } from '../search/draw-found.ts';
import { findStore } from '../search/find-store.ts';
import type { Found } from '../search/found.ts';
import { explained } from '../search/heat.ts';
import { htmlPage } from '../search/html.ts';
import { searchSet } from '../search/search-set.ts';
import { searchStore } from '../search/search-store.ts';

export interface SearchOptions extends EncoderOptions, Pick<OpenOptions, 'split' | 'data' | 'offline'> {
  readonly in?: string;
  readonly dataset?: string;
  readonly k?: number;
  readonly html?: string;
  /** Whether to show where each hit agrees with the query. */
  readonly why?: boolean;
  readonly json?: boolean;
}

/** Finds what is most like a picture, in an indexed folder or in a set. */
export async function search(query: string, options: SearchOptions): Promise<number> {
  const { dataset, k = 10, measure, why, split, data, offline } = options;
  const encoder = askedEncoder(options);
  if (dataset !== undefined) {
    if (options.in !== undefined)
      throw new UsageError('--in and --dataset: only one of them can be searched.');
    const open = { ...(split && { split }), ...(data && { data }), ...(offline && { offline }) };
    await show(
      await searchSet(dataset, query, encoder ?? defaultEncoder, { k, measure, why, ...open }),
      options,
    );
    return 0;
  }
  if (encoder) {
    throw new UsageError(
      'an index has its own encoder: --run and --encoder are for `hourglass index`, or for --dataset.',
    );
  }
  await searchStore(await findStore(options.in), query, { k, measure, why }, (found) => show(found, options));
  return 0;
}

async function show(found: Found, { html, json }: SearchOptions): Promise<void> {
  const { title, measure, query, hits } = found;
  if (html !== undefined) {
    const pictures = hits.map((hit, i) => ({
      picture: hit,
      note: `${i + 1}  ${formatDistance(hit.distance)}`,
    }));
    const why = explained(found).map((picture, i) => ({ picture, note: `why ${i + 1}` }));
    const rows = [
      { heading: 'query', pictures: [{ picture: query, note: '' }] },
      { heading: `most alike, by ${measure}`, pictures },
      ...(why.length > 0 ? [{ heading: 'where they agree with the query', pictures: why }] : []),
    ];
    await replaceFile(html, await htmlPage(title, rows));
    complain(`wrote ${html}`);
  }
  if (json) {
    const lines = hits.map(({ id, distance, facts }, i) =>
      JSON.stringify({ rank: i + 1, id, distance, ...facts, ...agreementOf(found, i) }),
    );
    if (lines.length > 0) print(`${lines.join('\n')}\n`);
  } else print(`${(await drawFound(found)).join('\n')}\n`);
}

/** The map of a hit as rows, if it is asked for. */
function agreementOf({ agreement }: Found, hit: number): { readonly agreement?: number[][] } {
  if (!agreement) return {};
  const [height, width] = agreement.shape;
  const map = agreement.maps[hit]!;
  const rows = Array.from({ length: height }, (_, y) => [...map.subarray(y * width, (y + 1) * width)]);
  return { agreement: rows };
}
