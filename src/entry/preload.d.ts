/** The options of `preloadLinks`. */
export interface PreloadOptions {
  /** The address of the folder on the site. Default: `/`. */
  base?: string;
  /** Only these entries: `jobs`, `board`, `project`, `recovery`, `runtime`, `all`. Default: those in the folder. */
  entries?: string[];
}

/**
 * Finds the files of export-jobs in a folder that a bundler wrote, whatever it calls them. Returns the `<link>`s that
 * load them early: one for each script that loads a `.wasm` file, and one for each `.wasm` file. For Node.
 *
 * Rejects when the folder has no such file.
 *
 * @example
 * ```js
 * import { preloadLinks, withLinks } from "export-jobs/preload";
 *
 * await writeFile(page, withLinks(await readFile(page, "utf8"), await preloadLinks("build")));
 * ```
 */
export function preloadLinks(folder: string, options?: PreloadOptions): Promise<string[]>;

/**
 * Returns a page with the links in its head, in place of those of an earlier call. Throws when the page has no
 * `<head>`.
 */
export function withLinks(html: string, links: string[]): string;
