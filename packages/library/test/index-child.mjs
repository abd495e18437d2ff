// Indexes the folder that its first argument names into the store that its second one names, and prints what came of it.
import { indexFolder } from '../dist/index.js';

const [folder, store] = process.argv.slice(2);
try {
  const { files, encoded } = await indexFolder(folder, { store, encoder: { name: 'raw', shape: [4, 4, 3] } });
  console.log(JSON.stringify({ files, encoded }));
} catch ({ code, message }) {
  console.log(JSON.stringify({ code, message }));
}
