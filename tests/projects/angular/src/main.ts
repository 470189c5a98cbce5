import { Component } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { exportProject } from "../shared/export.js";

@Component({ selector: "app-root", template: "<h1>Export</h1>" })
class App {
  constructor() {
    exportProject()
      .catch((error: Error) => `failed: ${error.message}`)
      .then((outcome: string) => Object.assign(globalThis, { outcome }));
  }
}

void bootstrapApplication(App);
