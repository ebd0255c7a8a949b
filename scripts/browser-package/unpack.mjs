// Unpack the Chromium of @sparticuz/chromium into a folder, with a starter that uses the libraries and fonts that come
// along where the machine has none of its own.
import { execFileSync } from "node:child_process";
import { chmodSync, createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const target = resolve(process.argv[2]);
const packed = join(import.meta.dirname, "node_modules", "@sparticuz", "chromium", "bin");

const decompress = (name, to) =>
  pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), createWriteStream(to));

async function unpack(name, folder) {
  const archive = join(target, "archive.tar");
  await decompress(name, archive);
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-xf", archive, "-C", folder]);
  rmSync(archive);
}

const program = join(target, "chrome");
await decompress("chromium.br", program);
chmodSync(program, 0o755);
await unpack("swiftshader.tar.br", target);
await unpack("al2023.tar.br", join(target, "al2023"));
await unpack("fonts.tar.br", target);

const starter = ["#!/bin/sh", 'here=$(CDPATH="" cd -- "$(dirname -- "$0")" && pwd)'];
if (execFileSync("ldd", [program]).includes("not found")) {
  starter.push('export LD_LIBRARY_PATH="$here/al2023/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"');
}
if (!existsSync("/etc/fonts/fonts.conf")) {
  const settings = join(target, "fonts.conf");
  writeFileSync(settings, readFileSync(settings, "utf8").replaceAll("/tmp/fonts", join(target, "fonts")));
  starter.push('export FONTCONFIG_FILE="$here/fonts.conf"');
}
starter.push('exec "$here/chrome" "$@"', "");
writeFileSync(join(target, "chromium"), starter.join("\n"));
chmodSync(join(target, "chromium"), 0o755);
