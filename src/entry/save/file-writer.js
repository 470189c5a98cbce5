import { bytesOf } from "../fetch.js";
import { PieceMemory } from "./piece-memory.js";
import { sinkOf } from "./sinks.js";
import { Tail } from "./tail.js";

// The progress of a body. src/wasm/jobs/save.rs knows the numbers.
/** All of the body was written. */
const WHOLE = 0;
/** The body broke off. `cause` is the reason, if there is one. */
const BROKEN = 1;
/** No further piece of the body came in time. */
const LATE = 2;
/** The target did not accept the body. `cause` is the reason. */
const NOT_TAKEN = 3;

/** The longest time of `setTimeout`. */
const LONGEST_TIMER_MS = 0x7fff_ffff;

/**
 * Moves the bytes of a file from answers to its target, one piece after the other. It holds one piece while that
 * piece is written. src/download/save.rs decides what is written where.
 */
export class FileWriter {
  /** Whether the beginning of the body was the whole body. */
  isWhole = false;
  /** The number of bytes that the target has. */
  written = 0;
  /** The error of a body or of a target. */
  cause;

  #target;
  #sink;
  #reader;
  /** Pieces that have arrived and are not written yet. */
  #pieces = [];
  #memory;
  #tail = new Tail();
  #newHash;
  #hash;
  #isStopped = false;

  constructor(target, writer) {
    this.#target = target;
    this.#sink = sinkOf(target, writer);
    this.#memory = new PieceMemory(() => !this.#sink.keepsPieces);
  }

  async loadHash() {
    const { newHash } = await import("./sha256.js");
    this.#newHash = newHash;
  }

  /** Whether the target can start again from the beginning. */
  get canRewind() {
    return this.#sink.canRewind;
  }

  /** Opens the body of a `Response`, or takes bytes in its place. Resolves with the first bytes, at most `most`. */
  async open(answer, most) {
    this.#leave();
    const bytes = bytesOf(answer);
    this.#pieces = bytes ? [bytes] : [];
    this.#reader = bytes ? undefined : this.#memory.readerOf(answer.body);
    this.isWhole = !this.#reader;
    for (let size = 0; !this.isWhole && size < most;) {
      const { done, value } = await this.#reader.read();
      if (done) this.isWhole = true;
      else {
        const piece = bytesOf(value);
        if (!piece) throw new TypeError("The body has something other than bytes.");
        this.#pieces.push(piece);
        size += piece.length;
      }
    }
    return this.#head(this.isWhole ? Infinity : most);
  }

  #head(most) {
    const size = this.#pieces.reduce((sum, { length }) => sum + length, 0);
    const head = new Uint8Array(Math.min(size, most));
    let at = 0;
    for (const piece of this.#pieces) {
      const part = piece.subarray(0, head.length - at);
      head.set(part, at);
      at += part.length;
    }
    return head;
  }

  /**
   * Writes the opened body. With `isAnew`, the target starts from the beginning. The first `skip` bytes are omitted.
   * `onPiece` gets each piece before it is written. Resolves with the progress. Never rejects.
   */
  async write(isAnew, skip, total, name, contentType, stallMs, onPiece) {
    let writing = Promise.resolve();
    try {
      if (isAnew) await this.#begin({ name, contentType, size: total });
      for (let left = skip; ;) {
        const { stage = WHOLE, piece } = await this.#next(Math.min(stallMs, LONGEST_TIMER_MS));
        await writing;
        if (this.#isStopped) return BROKEN;
        if (!piece) return stage;
        const rest = piece.subarray(left);
        left -= piece.length - rest.length;
        if (rest.length === 0) continue;
        writing = this.#take(rest, onPiece);
        // It is awaited with the next piece.
        writing.catch(() => {});
        this.#report(total);
      }
    } catch (cause) {
      this.cause = cause;
      return NOT_TAKEN;
    }
  }

  async #begin(file) {
    this.written = 0;
    this.#tail.clear();
    this.#hash = this.#newHash?.();
    await this.#sink.begin(file);
  }

  /** Resolves with the next piece, with nothing at the end, and with a stage when the body fails. */
  async #next(stallMs) {
    const piece = this.#pieces.shift();
    if (piece || this.isWhole) return { piece };
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, stallMs, { stage: LATE });
    });
    try {
      return await Promise.race([this.#read(), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #read() {
    try {
      const { done, value } = await this.#reader.read();
      if (done) return {};
      const piece = bytesOf(value);
      this.cause = undefined;
      return piece ? { piece } : { stage: BROKEN };
    } catch (cause) {
      this.cause = cause;
      return { stage: BROKEN };
    }
  }

  /** Writes a piece. All other readers read it before, because a stream may take over its memory. */
  async #take(piece, onPiece) {
    this.written += piece.length;
    this.#tail.add(piece);
    this.#hash?.update(piece);
    onPiece?.(piece);
    await this.#sink.write(piece);
    this.#memory.release(piece);
  }

  /** Calls the page's listener. Its error is reported like any uncaught one. */
  #report(total) {
    const receivedBytes = this.written;
    try {
      this.#target.onProgress?.(total >= receivedBytes ? { receivedBytes, totalBytes: total } : { receivedBytes });
    } catch (thrown) {
      void Promise.reject(thrown);
    }
  }

  /** Returns the last bytes that were written. */
  tail() {
    return this.#tail.bytes();
  }

  /** Ends the target. Resolves with the target's own result; rejects as the target does. */
  async close(name, contentType) {
    const blob = await this.#sink.end({ name, contentType });
    const sha256 = this.#hash && [...this.#hash.digest()].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return { blob, sha256 };
  }

  /** Ends after a failure. */
  stop(reason) {
    this.#isStopped = true;
    this.#leave();
    this.#sink.stop(reason);
  }

  /** Cancels the body that was opened last. Whether that works does not matter. */
  #leave() {
    const reader = this.#reader;
    this.#reader = undefined;
    this.#pieces = [];
    try {
      reader?.cancel()?.catch(() => {});
    } catch {
      // The body comes from the page's own `fetch`.
    }
  }
}
