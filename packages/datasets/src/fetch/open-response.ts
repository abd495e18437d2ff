import { type Dispatcher, request } from 'undici';
import { reasonOf } from '../errors.ts';
import { MirrorError } from './mirror-error.ts';

export interface OpenOptions {
  readonly dispatcher: Dispatcher;
  readonly signal: AbortSignal;
  /** Most redirects that are followed. */
  readonly redirects: number;
}

const UNREACHABLE = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH']);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a GET and follows redirects. The body comes as the server sent it: no `Content-Encoding` is undone,
 * since a checksum of the file itself is waiting for it.
 *
 * @throws {MirrorError} if no answer comes, or a redirect leads nowhere.
 */
export async function openResponse(
  url: string,
  headers: Record<string, string>,
  { dispatcher, signal, redirects }: OpenOptions,
): Promise<Dispatcher.ResponseData> {
  let target = url;
  for (let followed = 0; followed <= redirects; followed++) {
    const response = await request(target, {
      dispatcher,
      signal,
      headers: { 'accept-encoding': 'identity', 'user-agent': 'hourglass-datasets', ...headers },
    }).catch((error) => {
      // A name that is not known now will not be known in a second: most likely there is no network.
      throw new MirrorError(reasonOf(error) || error.code, { again: !UNREACHABLE.has(error.code) });
    });
    if (!REDIRECTS.has(response.statusCode)) return response;
    response.body.on('error', () => {}).destroy();
    target = redirectTarget(target, response.headers.location);
  }
  throw new MirrorError(`more than ${redirects} redirects`, { again: false });
}

function redirectTarget(from: string, location: string | string[] | undefined): string {
  const to =
    typeof location === 'string' && URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (to?.protocol === 'http:' || to?.protocol === 'https:') return to.href;
  throw new MirrorError(`a redirect to ${location ?? 'nowhere'}`, { again: false });
}
