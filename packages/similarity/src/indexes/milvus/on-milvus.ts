import { SimilarityError, type SimilarityErrorCode } from '../../errors.ts';

/** What every answer of Milvus has, at its top or in `status`. */
interface Status {
  readonly error_code?: string | number;
  readonly reason?: string;
}

/** Asks Milvus for something, and says in a line of ours why there is no answer. */
export async function onMilvus<T extends object>(uri: string, ask: () => Promise<T>): Promise<T> {
  const answer = await ask().catch((error) => {
    throw problem(uri, error);
  });
  const status: Status = 'status' in answer ? (answer.status as Status) : answer;
  if (status.error_code !== 'Success') throw problem(uri, status);
  return answer;
}

/** The numbers that gRPC has for what went wrong. */
const grpc = { deadlineExceeded: 4, permissionDenied: 7, unavailable: 14, unauthenticated: 16 };

/** @param error of gRPC or of the client, or a status of Milvus: its client throws these too. */
function problem(uri: string, error: Partial<Error & Status> & { code?: number }): SimilarityError {
  const { code, error_code: status } = error;
  const words = error.reason || error.message || 'no reason';
  if (status === 'CollectionNotExists') return said(uri, 'there is no such collection', 'STORE_MISSING');
  if (status !== undefined) return said(uri, `Milvus says: ${words}`);
  if (code === grpc.unavailable) {
    const why = /connect E\w+|Name resolution failed/.exec(words)?.[0];
    return said(uri, `Milvus does not answer${why ? ` (${why})` : ''}; start it, or correct the address.`);
  }
  if (code === grpc.deadlineExceeded) {
    return said(uri, 'Milvus took too long to answer; try again, or give it more time by `timeout`.');
  }
  if (code === grpc.unauthenticated || code === grpc.permissionDenied) {
    return said(uri, 'Milvus does not let us in; give `token`, such as user:password.');
  }
  return said(uri, `Milvus or its client says: ${words}`);
}

const said = (uri: string, what: string, code: SimilarityErrorCode = 'STORE_UNUSABLE') =>
  new SimilarityError(code, `index at ${uri}: ${what}`);
