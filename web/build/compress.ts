const ZLIB: string = "node:zlib"; // a variable: the type checker would ask npm for Node's types
const { brotliCompressSync, constants, gzipSync } = await import(ZLIB);

const WORTH_IT = 0.9; // a copy that saves less than a tenth is not kept
const SMALLEST = 512; // bytes; below this the headers weigh more than the saving

/** Writes `path.br` and `path.gz` beside a file where they are clearly smaller; the encodings written, best first. */
export async function compressed(path: string): Promise<string[]> {
  const content = await Deno.readFile(path);
  if (content.length < SMALLEST) {
    return [];
  }
  const brotli = brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });
  const gzip = gzipSync(content, { level: 9 });
  const kept: string[] = [];
  for (const [name, bytes] of [["br", brotli], ["gz", gzip]] as const) {
    if (bytes.length < content.length * WORTH_IT) {
      await Deno.writeFile(`${path}.${name}`, bytes);
      kept.push(name);
    }
  }
  return kept;
}
