// Reads the clean, upright QR codes that programs draw; a camera's pictures are not its business.

const BLOCKS = {
  1: [[7, 1], [10, 1], [15, 1], [20, 1], [26, 1], [18, 2], [20, 2], [24, 2], [30, 2], [18, 4]],
  0: [[10, 1], [16, 1], [26, 1], [18, 2], [24, 2], [16, 4], [18, 4], [22, 4], [22, 5], [26, 5]],
  3: [[13, 1], [22, 1], [18, 2], [26, 2], [18, 4], [24, 4], [18, 6], [22, 6], [20, 8], [24, 8]],
  2: [[17, 1], [28, 1], [22, 2], [16, 4], [22, 4], [28, 4], [26, 5], [26, 6], [24, 8], [28, 8]],
}; // by level bits L M Q H, then version 1 to 10: [error words a block, blocks]

const MASKS = [
  (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** `pixels` as from a canvas; null when there is no code in them that we can read. */
export function readQr(pixels, width, height) {
  const dark = (x, y) => {
    const at = (y * width + x) * 4;
    return pixels[at + 3] > 127 && pixels[at] + pixels[at + 1] + pixels[at + 2] < 384;
  };
  const box = bounds(dark, width, height);
  if (!box) return null;
  let run = 0;
  while (box.left + run <= box.right && dark(box.left + run, box.top)) run += 1;
  const module = run / 7;
  const size = Math.round((box.right - box.left + 1) / module);
  if (module < 1 || (size - 17) % 4 || size < 21 || size > 57) return null;
  const cell = (x, y) => dark(Math.floor(box.left + (x + 0.5) * module), Math.floor(box.top + (y + 0.5) * module));
  try {
    return decode(cell, size);
  } catch {
    return null;
  }
}

function bounds(dark, width, height) {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!dark(x, y)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  const square = Math.abs(right - left - (bottom - top)) < 4;
  return right > left && square ? { left, top, right, bottom } : null;
}

function decode(cell, size) {
  const version = (size - 17) / 4;
  let format = 0;
  for (const x of [0, 1, 2, 3, 4, 5, 7, 8]) format = (format << 1) | cell(x, 8);
  format = (format ^ 0b10101000) >> 3; // level and mask are the first five of fifteen bits
  const mask = MASKS[format & 7];
  const words = [...codewords(cell, size, version, mask)];
  return text(payload(words, ...BLOCKS[format >> 3][version - 1]), version);
}

function reserved(size, version) {
  const centres = version === 1 ? [] : [6, ...alignment(size, version)];
  const edge = size - 9;
  return (x, y) => {
    if ((x < 9 && (y < 9 || y > edge)) || (x > edge && y < 9) || x === 6 || y === 6) return true;
    if (version > 6 && ((x > size - 12 && y < 6) || (y > size - 12 && x < 6))) return true;
    return centres.some((cx) => centres.some((cy) => {
      const corner = (cx === 6 && (cy === 6 || cy === size - 7)) || (cy === 6 && cx === size - 7);
      return !corner && Math.abs(x - cx) < 3 && Math.abs(y - cy) < 3;
    }));
  };
}

const alignment = (size, version) => (version < 7 ? [size - 7] : [(size - 1) / 2, size - 7]);

function* codewords(cell, size, version, mask) {
  const taken = reserved(size, version);
  let [word, bits] = [0, 0];
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (taken(x, y)) continue;
        word = (word << 1) | (cell(x, y) ^ (mask(x, y) === 0));
        bits += 1;
        if (bits === 8) {
          yield word;
          [word, bits] = [0, 0];
        }
      }
    }
  }
}

function payload(words, errorWords, blocks) {
  const data = words.length - errorWords * blocks;
  const short = Math.floor(data / blocks);
  const long = data % blocks;
  const length = (block) => short + (block >= blocks - long ? 1 : 0);
  const parts = Array.from({ length: blocks }, () => []);
  let at = 0;
  for (let column = 0; column <= short; column += 1) {
    for (let block = 0; block < blocks; block += 1) {
      if (column < length(block)) parts[block].push(words[at++]);
    }
  }
  return parts.flat();
}

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

function text(bytes, version) {
  let at = 0;
  const take = (count) => {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1, at += 1) value = (value << 1) | ((bytes[at >> 3] >> (7 - (at & 7))) & 1);
    return value;
  };
  const wide = version > 9;
  const found = [];
  while (bytes.length * 8 - at >= 4) {
    const mode = take(4);
    if (mode === 0) break;
    if (mode === 4) found.push(...Array.from({ length: take(wide ? 16 : 8) }, () => take(8)));
    else if (mode === 2) alphanumeric(take, take(wide ? 11 : 9), found);
    else if (mode === 1) numeric(take, take(wide ? 12 : 10), found);
    else if (mode === 7) take(8);
    else return null;
  }
  return new TextDecoder().decode(new Uint8Array(found));
}

function alphanumeric(take, count, found) {
  for (let left = count; left > 0; left -= 2) {
    const pair = take(left > 1 ? 11 : 6);
    const letters = left > 1 ? [LETTERS[Math.floor(pair / 45)], LETTERS[pair % 45]] : [LETTERS[pair]];
    found.push(...letters.map((letter) => letter.charCodeAt(0)));
  }
}

function numeric(take, count, found) {
  for (let left = count; left > 0; left -= 3) {
    const digits = Math.min(left, 3);
    const group = String(take([0, 4, 7, 10][digits])).padStart(digits, "0");
    found.push(...[...group].map((digit) => digit.charCodeAt(0)));
  }
}
