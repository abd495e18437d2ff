import type { DatasetRecord } from '../catalog/record.ts';
import { DatasetError } from '../errors.ts';
import type { ImageShape } from '../image-set.ts';
import type { FormatReader, SourceFile } from './format.ts';
import { parseIdx } from './idx.ts';

/**
 * One split from an IDX file of grey pictures (count x height x width) and one of labels (count).
 *
 * @throws {DatasetError} `FORMAT_INVALID`, `COUNT_MISMATCH`, `LABEL_OUT_OF_RANGE`
 */
export const readIdxImages: FormatReader = (record, split, files) => {
  const images = fileOf(files, 'images');
  const labels = fileOf(files, 'labels');
  const [key, names] = labelSetOf(record);
  const pixels = readPictures(images, record.shape);
  const values = readLabels(labels, names.length);
  const count = pixels.length / (record.shape[0] * record.shape[1]);
  if (values.length !== count) {
    throw new DatasetError(
      'COUNT_MISMATCH',
      `${images.path} holds ${count} pictures, but ${labels.path} holds ${values.length} labels.\n` +
        'Each picture needs one label: take both files from the same source.',
    );
  }
  return {
    name: record.name,
    split,
    shape: record.shape,
    count,
    pixels,
    labels: { [key]: { names, values } },
    ids: Uint32Array.from({ length: count }, (_, place) => place),
  };
};

function readPictures(file: SourceFile, [height, width]: ImageShape): Uint8Array {
  const { dimensions, values } = parseIdx(file.content, file.path);
  const [count, ...size] = dimensions;
  if (dimensions.length !== 3 || size[0] !== height || size[1] !== width || count === 0) {
    throw wrongDimensions(file, dimensions, `pictures of ${height} x ${width}`);
  }
  return values;
}

function readLabels(file: SourceFile, classes: number): Uint8Array {
  const { dimensions, values } = parseIdx(file.content, file.path);
  if (dimensions.length !== 1) throw wrongDimensions(file, dimensions, 'labels');
  const wrong = values.findIndex((label) => label >= classes);
  if (wrong >= 0) {
    throw new DatasetError(
      'LABEL_OUT_OF_RANGE',
      `Label ${wrong} in ${file.path} is ${values[wrong]}, but there are ${classes} classes: 0..${classes - 1}.\n` +
        'Get the file again; it is damaged or belongs to another dataset.',
    );
  }
  return values;
}

function wrongDimensions(file: SourceFile, dimensions: readonly number[], expected: string): DatasetError {
  return new DatasetError(
    'FORMAT_INVALID',
    `${file.path} holds an array of ${dimensions.join(' x ')}, where ${expected} were expected (one or more).\n` +
      'Check that the file is the one its name says.',
  );
}

function fileOf(files: readonly SourceFile[], role: SourceFile['role']): SourceFile {
  const file = files.find((candidate) => candidate.role === role);
  if (file === undefined) throw new Error(`internal: an IDX dataset in the catalog has no file of ${role}`);
  return file;
}

/** IDX stores one label a picture, so a dataset in this format has one label set. */
function labelSetOf(record: DatasetRecord): [string, readonly string[]] {
  const [first] = Object.entries(record.labels);
  if (first === undefined) throw new Error(`internal: ${record.name} has no label set in the catalog`);
  return first;
}
