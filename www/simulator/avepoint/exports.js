/**
 * The twelve exports of Graph Insights (AvePoint/cloud-api, "insights"): the path and parameters of each.
 *
 * @typedef {"time" | "oneOf" | "list" | "words"} ArgumentType "words": a list of plain words.
 *
 * @typedef {object} Argument
 * @property {string} name
 * @property {ArgumentType} type
 * @property {boolean} [isRequired]
 * @property {number[]} [values] For "oneOf".
 * @property {number} [most] For "list".
 * @property {string | string[] | number} sample
 *
 * @typedef {object} InsightsExport
 * @property {string} name
 * @property {string} title
 * @property {string} path Has at most one `{name}`, which stands for a whole segment.
 * @property {string} [pathSample]
 * @property {Argument[]} query
 * @property {string[]} columns The columns of the report.
 */

/** @type {Argument[]} */
const period = [
  { name: "startTime", type: "time", sample: "2026-01-01T00:00:00" },
  { name: "finishTime", type: "time", sample: "2026-01-31T23:59:59" },
];
const wholePeriod = period.map((argument) => ({ ...argument, isRequired: true }));

/** @param {string[]} sample @returns {Argument} */
const eventTypes = (sample) => ({ name: "eventTypes", type: "words", sample });

/** @param {string[]} sample @returns {Argument} */
const dataSources = (sample) => ({ name: "dataSources", type: "words", isRequired: true, sample });

/** @param {boolean} isRequired @returns {Argument} */
const siteUrls = (isRequired) => ({
  name: "siteUrls",
  type: "list",
  isRequired,
  most: 100,
  sample: ["https://contoso.sharepoint.com/sites/Budget 2026", "https://contoso.sharepoint.com/sites/räume"],
});

/** @param {boolean} isRequired @returns {Argument} */
const driveIds = (isRequired) => ({
  name: "driveIds",
  type: "list",
  isRequired,
  most: 100,
  sample: ["0ANcontosoDrive-PVA", "0ANcontosoTeam_9PVA"],
});

/** @param {string} name @param {number[]} values @param {boolean} isRequired @returns {Argument} */
const oneOf = (name, values, isRequired = true) => ({
  name,
  type: "oneOf",
  values,
  isRequired,
  sample: values[values.length - 2],
});

const activityColumns = ["Time (UTC)", "User", "Event", "Object", "IP address"];
const accessColumns = ["Object", "Type", "Permission", "Granted through", "Sensitivity"];
const permissionColumns = ["Site", "Principal", "Type", "Permission", "Inherited"];
const linkColumns = ["Link", "Kind", "Created by", "Created (UTC)", "Expires (UTC)"];

/** @type {readonly InsightsExport[]} */
export const insightsExports = [
  {
    name: "objectActivities",
    title: "Activities on an object",
    path: "insights/activities/object/{path}/export",
    pathSample: "sites/Budget 2026/Shared Documents/plan.xlsx",
    query: [...period, eventTypes(["FileAccessed", "FileModified"])],
    columns: activityColumns,
  },
  {
    name: "userActivities",
    title: "Activities of a user",
    path: "insights/users/{email}/activities/export",
    pathSample: "guest_fabrikam.example#ext#@contoso.onmicrosoft.com",
    query: [...period, eventTypes(["ListViewed", "ListItemViewed"])],
    columns: activityColumns,
  },
  // Newer revisions of the page have no exportOptionType here. Older ones and their samples do. Both are accepted.
  {
    name: "userAccess",
    title: "Access of a user",
    path: "insights/users/{email}/access/export",
    pathSample: "ada@contoso.example",
    query: [
      oneOf("exportOptionType", [1, 2, 3], false),
      siteUrls(false),
      dataSources(["microsoft teams", "sharepoint online"]),
    ],
    columns: accessColumns,
  },
  {
    name: "groupAccess",
    title: "Access of a group",
    path: "insights/groups/{groupId}/access/export",
    pathSample: "5b0a5e0a-52f1-4c1c-9f0b-6f2f0d6a1c11",
    query: [oneOf("exportOptionType", [1, 2, 3]), siteUrls(false), dataSources(["microsoft teams"])],
    columns: accessColumns,
  },
  {
    name: "sitePermissions",
    title: "Permissions of sites",
    path: "insights/sites/permission/export",
    query: [siteUrls(true)],
    columns: permissionColumns,
  },
  {
    name: "sharingLinks",
    title: "Sharing links",
    path: "insights/sharingLinks/export",
    query: [oneOf("exportLinkType", [32, 64, 128]), ...wholePeriod],
    columns: linkColumns,
  },
  {
    name: "googleObjectActivities",
    title: "Google: activities on an object",
    path: "insights/google/activities/object/{id}/export",
    pathSample: "1xQd-contosoPlan_44",
    query: [...period, eventTypes(["View", "Edit"])],
    columns: activityColumns,
  },
  {
    name: "googleUserActivities",
    title: "Google: activities of a user",
    path: "insights/google/users/{email}/activities/export",
    pathSample: "ada@contoso.example",
    query: [...period, eventTypes(["View", "Download"])],
    columns: activityColumns,
  },
  {
    name: "googleUserAccess",
    title: "Google: access of a user",
    path: "insights/google/users/{email}/access/export",
    pathSample: "ada@contoso.example",
    query: [oneOf("exportOptionType", [1, 2, 3], false), driveIds(false), dataSources(["user drive", "shared drive"])],
    columns: accessColumns,
  },
  // The page lists 1 as "not supported yet".
  {
    name: "googleGroupAccess",
    title: "Google: access of a group",
    path: "insights/google/groups/{groupId}/access/export",
    pathSample: "planning@contoso.example",
    query: [oneOf("exportOptionType", [2, 3]), driveIds(false), dataSources(["shared drive"])],
    columns: accessColumns,
  },
  {
    name: "googleDrivePermissions",
    title: "Google: permissions of drives",
    path: "insights/google/drives/permission/export",
    query: [driveIds(true)],
    columns: permissionColumns,
  },
  {
    name: "googleSharingLinks",
    title: "Google: sharing links",
    path: "insights/google/sharingLinks/export",
    query: [oneOf("exportLinkType", [301, 303]), ...wholePeriod],
    columns: linkColumns,
  },
];
