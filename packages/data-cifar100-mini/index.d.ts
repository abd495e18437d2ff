/** Absolute path of the folder that holds `train.bin.gz`, `test.bin.gz` and the two `*_label_names.txt`. */
export declare const directory: string;
