// The types of fixtures, and of what tests put on a page's window.
import type {
  Fixtures,
  PlaywrightTestArgs,
  PlaywrightTestOptions,
  PlaywrightWorkerArgs,
  PlaywrightWorkerOptions,
  TestType,
} from "@playwright/test";
import type { JobBoard } from "export-jobs/all";

type OfTest = PlaywrightTestArgs & PlaywrightTestOptions;
type OfWorker = PlaywrightWorkerArgs & PlaywrightWorkerOptions;

/** `test.extend` for fixtures `T` in addition to Playwright's own. A call in JavaScript cannot give type arguments. */
export type Extend<T extends object> = (fixtures: Fixtures<T, {}, OfTest, OfWorker>) => TestType<OfTest & T, OfWorker>;

declare global {
  interface Window {
    /** The board of a page that a test wrote. */
    board?: JobBoard;
    /** Resolves once the page's own work is done, while its clock stands still. */
    settled?(): Promise<void>;
    /** Resolves once the page is online again. */
    online?: Promise<unknown>;
    /** What `embed/plain.js` and its siblings give the tests of the elements. */
    portal?: any;
    /** The observations of a test of the elements. */
    heard?: { type: string; phase: string; url?: string; from: string }[];
    /** The projects whose jobs a test saw end. */
    ended?: string[];
    /** The number of calls of a test's function. */
    starts?: number;
    /** The frames that a page has drawn, and the tasks that kept it from drawing. */
    drawn?: { frames: number; longTasks: number };
    /** True once a test's request was aborted. */
    aborted?: boolean;
    /** An element that a test removed from the page. */
    view?: HTMLElement;
  }
}
