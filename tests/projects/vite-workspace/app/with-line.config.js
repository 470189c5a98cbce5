export default { optimizeDeps: { exclude: ["export-jobs"] } };
