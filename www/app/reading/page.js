// The scripts of the pages of the guide and of the reference.
import "./site-search.js";
import "./run-example.js";
