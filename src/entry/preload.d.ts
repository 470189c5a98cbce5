/** The options of `preloadLinks`. */
export interface PreloadOptions {
  /** The address of the folder on the site. Default: `/`. */
  base?: string;
  /**
   * Only these entries: `jobs`, `board`, `project`, `recovery`, `runtime`, `services`, `all`. Default: those in the
   * folder.
   */
  entries?: string[];
}

/** The hashes of files, as in the attribute `integrity` of HTML. */
export interface Integrity {
  /** The hashes of the scripts by their address, for the member `integrity` of an import map. */
  scripts: Record<string, string>;
  /** The hashes of the `.wasm` files by their name in the package, for `init({ integrity })`. */
  modules: Record<string, string>;
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
export function preloadLinks(
  folder: string,
  options?: PreloadOptions & {
    /** Adds the hash of each script. Default: `false`. */
    integrity?: boolean;
  },
): Promise<string[]>;

/**
 * Returns the hashes of the files that `preloadLinks` finds, of the scripts that they load later, and of those with the
 * module inside, such as `jobs.inline.js`. For Node.
 *
 * Rejects when the folder has no such file.
 *
 * @example
 * ```js
 * const base = "https://cdn.jsdelivr.net/npm/export-jobs@0.1.0/dist/";
 * const { scripts, modules } = await integrityOf("node_modules/export-jobs/dist", { base, entries: ["jobs"] });
 * ```
 */
export function integrityOf(folder: string, options?: PreloadOptions): Promise<Integrity>;

/**
 * Returns a page with the links in its head, replacing the links of an earlier call. Throws when the page has no
 * `<head>`.
 */
export function withLinks(html: string, links: string[]): string;
