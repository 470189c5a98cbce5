// The types of what tests are given, and of what they put on a page's window.
import type {
  Fixtures,
  PlaywrightTestArgs,
  PlaywrightTestOptions,
  PlaywrightWorkerArgs,
  PlaywrightWorkerOptions,
  TestType,
} from "@playwright/test";
import type { JobBoard } from "export-jobs";

type OfTest = PlaywrightTestArgs & PlaywrightTestOptions;
type OfWorker = PlaywrightWorkerArgs & PlaywrightWorkerOptions;

/** `test.extend` for fixtures `T` beside Playwright's own, since a call in JavaScript cannot name its type arguments. */
export type Extend<T extends object> = (fixtures: Fixtures<T, {}, OfTest, OfWorker>) => TestType<OfTest & T, OfWorker>;

declare global {
  interface Window {
    /** The board of a page that a test wrote. */
    board?: JobBoard;
    /** Resolves once the page's own work is done, while its clock stands still. */
    settled?(): Promise<void>;
  }
}
