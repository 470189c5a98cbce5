// For the CommonJS entry. Node has these as globals, but a test in a simulated page (Jest with jsdom) does not see them
// there.
export { TextDecoder, TextEncoder } from "node:util";
