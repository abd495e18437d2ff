// Fetches the dataset that its argument describes, and prints the code and message of what went wrong.
import { fetchDataset } from '../dist/fetch/fetch-dataset.js';

const { record, cacheDir } = JSON.parse(process.argv[2]);
try {
  await fetchDataset(record, { cacheDir });
} catch (error) {
  console.log(error.code);
  console.log(error.message);
}
