// Made of the tables in Rust. Change those, and run `UPDATE=1 cargo test --test gateway_contract`.

/** @type {import("../contract-form.js").Contract} */
export const contract = {
  "limits": {"running":5,"floorMs":120000},
  "job": {"id":"/jobId","state":"/jobStatus","done":["2","3","4","6"]},
  "bases": [
    {"path":"/insights"},
  ],
  "requests": [
    {"operation":"export","stage":"status","path":"job/{job}/exportstatus"},
    {"operation":"export","stage":"result","path":"job/{job}/exportfile"},
    {"operation":"export","stage":"submit","report":"objectActivities","path":"activities/object/{subject}/export","query":["startTime","finishTime","eventTypes"]},
    {"operation":"export","stage":"submit","report":"userActivities","path":"users/{subject}/activities/export","query":["startTime","finishTime","eventTypes"]},
    {"operation":"export","stage":"submit","report":"userAccess","path":"users/{subject}/access/export","query":["exportOptionType","siteUrls","dataSources"]},
    {"operation":"export","stage":"submit","report":"groupAccess","path":"groups/{subject}/access/export","query":["exportOptionType","siteUrls","dataSources"]},
    {"operation":"export","stage":"submit","report":"groupAccess","path":"groups/access/export","query":["exportOptionType","siteUrls","dataSources"]},
    {"operation":"export","stage":"submit","report":"sitePermission","path":"sites/permission/export","query":["siteUrls"]},
    {"operation":"export","stage":"submit","report":"sharingLinks","path":"sharingLinks/export","query":["exportLinkType","startTime","finishTime"]},
    {"operation":"export","stage":"submit","report":"googleObjectActivities","path":"google/activities/object/{subject}/export","query":["startTime","finishTime","eventTypes"]},
    {"operation":"export","stage":"submit","report":"googleUserActivities","path":"google/users/{subject}/activities/export","query":["startTime","finishTime","eventTypes"]},
    {"operation":"export","stage":"submit","report":"googleUserAccess","path":"google/users/{subject}/access/export","query":["exportOptionType","driveIds","dataSources"]},
    {"operation":"export","stage":"submit","report":"googleGroupAccess","path":"google/groups/{subject}/access/export","query":["exportOptionType","driveIds","dataSources"]},
    {"operation":"export","stage":"submit","report":"googleGroupAccess","path":"google/groups/access/export","query":["exportOptionType","driveIds","dataSources"]},
    {"operation":"export","stage":"submit","report":"googleDrivePermission","path":"google/drives/permission/export","query":["driveIds"]},
    {"operation":"export","stage":"submit","report":"googleSharingLinks","path":"google/sharingLinks/export","query":["exportLinkType","startTime","finishTime"]},
  ],
};
