/** Data folder: the first ten training and the first ten test pictures of MNIST, in its four files. */
export declare const mnist10: string;
/** Data folder: as `mnist10`, but the gzip of the training images stops half way. */
export declare const mnistTruncated: string;
/** A gzip of 50 kB that unpacks to 48 MiB of zeros: more than any file of MNIST. */
export declare const gzipBomb: string;
/** An IDX file of 16 bytes whose header claims 2^40 pixels. */
export declare const idxLiar: string;
/** URL for `node --import`: makes the packages in the environment variable WITHOUT (a list with commas) unfindable. */
export declare const withoutHook: string;
