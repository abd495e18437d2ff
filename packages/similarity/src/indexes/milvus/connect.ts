import { checkInteger } from '../../codes.ts';
import type { Address } from './address.ts';
import { type Client, loadMilvus } from './load.ts';
import { onMilvus } from './on-milvus.ts';

/** Milliseconds. */
export const DEFAULT_TIMEOUT = 60_000;

/** gRPC would share its connections, and wait for minutes before it looks again for a server that went away. */
const channelOptions = {
  'grpc.use_local_subchannel_pool': 1,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1000,
  // The client would ask every 10 s, at rest too, whether the server is there; gRPC's own servers hang up on it.
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_permit_without_calls': 0,
};

export interface MilvusOptions {
  /** `user:password`, or an API key. */
  readonly token?: string;
  /** Whether the server speaks TLS. Default: no. */
  readonly tls?: boolean;
  /** Milliseconds that Milvus may take for one answer. Default: 60,000. */
  readonly timeout?: number;
}

/** @throws {SimilarityError} `PACKAGE_MISSING`, `STORE_UNUSABLE` if no server answers. */
export async function connect(
  { uri, server, database }: Address,
  { token, tls = false, timeout = DEFAULT_TIMEOUT }: MilvusOptions,
): Promise<Client> {
  checkInteger('timeout', timeout, 1);
  const { MilvusClient } = await loadMilvus();
  const client = new MilvusClient({
    address: server,
    database,
    ssl: tls,
    timeout,
    retryDelay: 100, // 200, 400 and 800 ms before the three repetitions
    channelOptions,
    pool: { min: 1, max: 1 }, // an index asks one thing at a time
    ...(token === undefined ? {} : { token }),
    telemetry: { enabled: false },
    logLevel: 'error',
  });
  try {
    await onMilvus(uri, () => client.getVersion());
  } catch (error) {
    await client.closeConnection();
    throw error;
  }
  return client;
}
