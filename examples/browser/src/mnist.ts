/** Pictures of one of MNIST's files: `count` x 784 bytes. */
export async function fetchPictures(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`${url}: HTTP ${response.status}`);
  const plain = response.body.pipeThrough(new DecompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(plain).arrayBuffer());
  // IDX: a magic number, then count, height and width, each in four bytes.
  return bytes.subarray(16);
}
