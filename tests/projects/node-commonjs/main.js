const { exportProject } = require("./shared/export.js");

exportProject().then(console.log);
