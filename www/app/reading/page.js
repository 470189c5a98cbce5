// What the pages of the guide and of the reference do beside being read.
import "./site-search.js";
import "./run-example.js";
