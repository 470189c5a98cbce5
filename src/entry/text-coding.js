// For the CommonJS entry. Node has them as globals, but a test in a simulated page (Jest with jsdom) does not see those.
export { TextDecoder, TextEncoder } from "node:util";
