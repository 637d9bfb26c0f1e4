/** A text that is too long to be read as a whole, known by whole lines from here and there. */
export interface TextSample {
  /** In the order of the file; the first one is its head. */
  readonly stretches: readonly Stretch[];
  /** Lines of the whole text that are not empty. */
  readonly lines: number;
  /** Bytes of the whole text. */
  readonly size: number;
}

/** Whole lines of a text. */
export interface Stretch {
  readonly text: string;
  /** The first line's place in the whole text, from 1. */
  readonly line: number;
}

/** Takes a text piece by piece, in order, and keeps a sample of it. */
export interface Sampler {
  add(piece: Uint8Array): void;
  /** `undefined` for a text without lines. */
  finish(): TextSample | undefined;
}

/** Bytes of the head, and of each stretch further down. */
const headSize = 128 * 1024;
const stretchSize = 8 * 1024;
const stretchCount = 16;

/** Bytes up to which a text is not worth sampling. */
export const smallText = 2 * (headSize + stretchCount * stretchSize);

interface Window {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array[];
  /** The line in which it starts, from 1. */
  line: number;
}

/** A sampler for a text in UTF-8 of so many bytes; its stretches lie evenly behind the head. */
export function createSampler(size: number): Sampler {
  const windows = windowsOf(size);
  const counter = createLineCounter();
  let at = 0;
  return {
    add: (piece) => {
      for (const window of windows) {
        const from = Math.max(0, window.start - at);
        const to = Math.min(piece.length, window.end - at);
        if (from < to) {
          window.bytes.push(piece.slice(from, to));
        }
        if (window.start >= at && window.start < at + piece.length) {
          counter.read(piece, from);
          window.line = counter.line();
        }
      }
      counter.read(piece, piece.length);
      counter.next();
      at += piece.length;
    },
    finish: () => {
      const stretches = windows.map((window) => cutLines(window, at)).filter(({ text }) => text);
      return stretches[0]?.line === 1
        ? { stretches, lines: counter.filledLines(), size: at }
        : undefined;
    },
  };
}

function windowsOf(size: number): readonly Window[] {
  if (size <= smallText) {
    return [{ start: 0, end: size, bytes: [], line: 1 }];
  }
  const between = (size - headSize - stretchSize) / (stretchCount - 1);
  const starts = Array.from({ length: stretchCount }, (_, index) =>
    Math.floor(headSize + index * between),
  );
  return [
    { start: 0, end: headSize, bytes: [], line: 1 },
    ...starts.map((start) => ({ start, end: start + stretchSize, bytes: [], line: 1 })),
  ];
}

const lineFeed = 10;
const carriageReturn = 13;

/** Counts lines up to a place of the current piece, which only moves forward. */
function createLineCounter() {
  let ended = 0;
  let filled = 0;
  let isFilled = false;
  let place = 0;
  return {
    read: (piece: Uint8Array, end: number) => {
      for (; place < end; place++) {
        const byte = piece[place];
        if (byte === lineFeed) {
          ended += 1;
          filled += isFilled ? 1 : 0;
          isFilled = false;
        } else if (byte !== carriageReturn) {
          isFilled = true;
        }
      }
    },
    next: () => {
      place = 0;
    },
    line: () => ended + 1,
    filledLines: () => filled + (isFilled ? 1 : 0),
  };
}

/** The whole lines of a window: what it cut through at either end is left out. */
function cutLines({ start, end, bytes, line }: Window, size: number): Stretch {
  const all = new Uint8Array(bytes.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of bytes) {
    all.set(piece, at);
    at += piece.length;
  }
  const first = start === 0 ? 0 : all.indexOf(lineFeed) + 1;
  const last = end >= size ? all.length : all.lastIndexOf(lineFeed) + 1;
  const isCut = start > 0 && first === 0;
  const text = isCut ? '' : new TextDecoder().decode(all.subarray(first, Math.max(first, last)));
  return { text, line: start === 0 ? 1 : line + 1 };
}
