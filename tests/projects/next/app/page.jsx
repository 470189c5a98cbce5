"use client";
import { useEffect } from "react";
import { exportProject } from "../shared/export.js";

export default function Page() {
  useEffect(() => {
    exportProject()
      .catch((error) => `failed: ${error.message}`)
      .then((outcome) => (globalThis.outcome = outcome));
  }, []);
  return <h1>Export</h1>;
}
