import { sha256 } from "@noble/hashes/sha2.js";

/** Returns a hash that takes a file in pieces. The platform's own hash takes only a whole file. */
export const newHash = () => sha256.create();
