/** Absolute path of the folder that holds the four `*-ubyte.gz` files. */
export declare const directory: string;
