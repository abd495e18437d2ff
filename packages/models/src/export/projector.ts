import { type ImageSet, pictureOf, take } from '@hourglass/datasets';
import { PNG } from 'pngjs';
import type { Encoder } from '../encoders/encoder.ts';
import { type Files, jsonFile, textFile } from './files.ts';

/** The projector draws no more points well, and its sprite may have 8192 pixels a side. */
const MAX_PICTURES = 5000;

/**
 * What TensorBoard's Embedding Projector reads: `vectors.tsv`, `metadata.tsv` (ids and classes), `sprite.png`
 * (the pictures, row by row), `projector_config.pbtxt` for TensorBoard, and `projector_config.json` for the
 * projector on the web. Of the first 5000 pictures.
 */
export async function projectorFiles(
  encoder: Encoder,
  all: ImageSet,
  note: (message: string) => void,
): Promise<Files> {
  const images = take(all, Math.min(all.count, MAX_PICTURES));
  if (images.count < all.count) {
    note(
      `the projector holds the first ${images.count} of ${all.count} ${all.split} pictures: it draws no more well`,
    );
  }
  const codes = await encoder.encode(images);
  const [height, width] = images.shape;
  const rows = Array.from({ length: images.count }, (_, i) =>
    codes.subarray(i * encoder.codeSize, (i + 1) * encoder.codeSize).join('\t'),
  );
  const title = `${all.name} ${all.split}, ${encoder.codeSize} numbers`;
  return {
    'vectors.tsv': textFile(`${rows.join('\n')}\n`),
    'metadata.tsv': textFile(metadata(images)),
    'sprite.png': sprite(images),
    'projector_config.pbtxt': textFile(`embeddings {
  tensor_name: ${JSON.stringify(title)}
  tensor_path: "vectors.tsv"
  metadata_path: "metadata.tsv"
  sprite {
    image_path: "sprite.png"
    single_image_dim: ${width}
    single_image_dim: ${height}
  }
}
`),
    'projector_config.json': jsonFile({
      embeddings: [
        {
          tensorName: title,
          tensorShape: [images.count, encoder.codeSize],
          tensorPath: 'vectors.tsv',
          metadataPath: 'metadata.tsv',
          sprite: { imagePath: 'sprite.png', singleImageDim: [width, height] },
        },
      ],
    }),
  };
}

function metadata({ count, ids, labels }: ImageSet): string {
  const columns = Object.entries(labels);
  const lines = [['id', ...columns.map(([name]) => name)]];
  for (let i = 0; i < count; i++) {
    lines.push([String(ids[i]), ...columns.map(([, { names, values }]) => names[values[i]!]!)]);
  }
  return `${lines.map((line) => line.join('\t')).join('\n')}\n`;
}

/** All pictures in one, as square as it can be, in reading order. */
function sprite(images: ImageSet): Uint8Array {
  const [height, width, channels] = images.shape;
  const across = Math.ceil(Math.sqrt(images.count));
  const png = new PNG({ width: across * width, height: Math.ceil(images.count / across) * height });
  for (let i = 0; i < images.count; i++) {
    const picture = pictureOf(images, i);
    const [left, top] = [(i % across) * width, Math.floor(i / across) * height];
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const from = (row * width + column) * channels;
        const to = ((top + row) * png.width + left + column) * 4;
        for (let channel = 0; channel < 3; channel++) {
          png.data[to + channel] = picture[from + (channels < 3 ? 0 : channel)]!;
        }
        png.data[to + 3] = 255;
      }
    }
  }
  return PNG.sync.write(png);
}
