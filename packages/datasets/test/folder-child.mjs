// Loads the folder of pictures that its argument names, and prints what was read and what was not, or the error.
import { loadImageFolder } from '../dist/index.js';

const { folder, ...options } = JSON.parse(process.argv[2]);
try {
  const { files, set, unreadable } = await loadImageFolder(folder, { cacheDir: false, ...options });
  console.log(JSON.stringify({ files: Array.from(set.ids, (id) => files[id]), unreadable }));
} catch (error) {
  console.log(JSON.stringify({ code: error.code, message: error.message }));
}
