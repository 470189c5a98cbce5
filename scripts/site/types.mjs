// Reads the shipped types with TypeDoc, and writes Markdown: a file for each class, interface, type and function.
import path from "node:path";
import { Application, Comment, ReflectionKind } from "typedoc";
import { all } from "../build/entries.mjs";
import { dist, inRoot } from "../project.mjs";
import { availability } from "./availability.mjs";

/** The modules that the reference describes. The other entries have parts of `export-jobs/all`. */
export const modules = [
  {
    name: "all",
    specifier: all.specifier,
    types: all.types,
    about: "Everything that starts, follows and collects jobs.",
  },
  { name: "elements", specifier: "export-jobs/elements", types: "elements.d.ts", about: "The custom elements." },
  { name: "gateway", specifier: "export-jobs/gateway", types: "gateway.d.ts", about: "The portal’s server side." },
  {
    ...{ name: "gateway-node", specifier: "export-jobs/gateway/node", types: "gateway.node.d.ts" },
    about: "The gateway as a listener of Node.",
  },
  {
    ...{ name: "simulator", specifier: "export-jobs/simulator", types: "simulator/index.d.ts" },
    about: "The simulated service, for tests and for the examples here.",
  },
  {
    ...{ name: "downloads", specifier: "export-jobs/downloads", types: "downloads.d.ts" },
    about: "What a service worker imports to serve downloads.",
  },
  {
    ...{ name: "preload", specifier: "export-jobs/preload", types: "preload.d.ts" },
    about: "Finds the files to preload in the output of a bundler.",
  },
];

/** @typedef {import("typedoc").DeclarationReflection} Declaration */

/** Adds the entries that have a member to its description. @param {Declaration} declaration @param {string[]} specifiers */
function sayWhere(declaration, specifiers) {
  const text = `\n\nNeeds ${specifiers.map((name) => `\`${name}\``).join(" or ")}.`;
  for (const target of declaration.signatures ?? [declaration]) {
    target.comment ??= new Comment();
    target.comment.summary.push({ kind: "text", text });
  }
}

/** Adds to each member of a class which entries have it, unless all entries with the class do. */
function compareEntries(/** @type {Declaration} */ module) {
  const { ofMember } = availability();
  for (const one of module.children ?? []) {
    if (!one.kindOf(ReflectionKind.Class)) continue;
    for (const member of one.children ?? []) {
      const specifiers = member.inheritedFrom ? undefined : ofMember(one.name, member.name);
      if (specifiers) sayWhere(member, specifiers);
    }
  }
}

/**
 * Writes the Markdown files into a folder.
 * @param {string} folder
 */
export async function writeTypes(folder) {
  const app = await Application.bootstrapWithPlugins({
    plugin: ["typedoc-plugin-markdown"],
    tsconfig: inRoot("scripts", "site", "tsconfig.json"),
    entryPoints: modules.map(({ types }) => path.join(dist, types)),
    basePath: dist,
    readme: "none",
    disableSources: true,
    excludeExternals: true,
    // `npm run test:types` checks them.
    skipErrorChecking: true,
    logLevel: "Warn",
    outputs: [{ name: "markdown", path: folder }],
    ...{ hideBreadcrumbs: true, hidePageHeader: true, indexFormat: "table", parametersFormat: "table" },
    ...{ propertiesFormat: "table", interfacePropertiesFormat: "table", typeAliasPropertiesFormat: "table" },
  });
  // The elements name the types of other entries, which are described once, with `export-jobs/all`.
  app.converter.addUnknownSymbolResolver(({ symbolReference }) => {
    const name = symbolReference?.path?.[0]?.path;
    return name && `symbol:${name}`;
  });
  const project = await app.convert();
  if (!project) throw new Error("TypeDoc could not read the types.");
  const moduleOf = (/** @type {string} */ types) => {
    const name = types.replace(/(\/index)?\.d\.ts$/, "");
    const found = project.children?.find((one) => one.name === name);
    if (!found) throw new Error(`TypeDoc found no module ${name}.`);
    return found;
  };
  compareEntries(moduleOf(all.types));
  for (const { name, types } of modules) moduleOf(types).name = name;
  // The default export has no name of its own.
  for (const init of project.getReflectionsByKind(ReflectionKind.Function))
    if (init.name === "default") {
      init.name = "init";
      for (const signature of /** @type {Declaration} */ (init).signatures ?? []) signature.name = "init";
    }
  await app.generateOutputs(project);
  if (app.logger.hasErrors()) throw new Error("TypeDoc reported errors.");
}
