import "./shared/page.js";
