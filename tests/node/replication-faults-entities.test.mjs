import { testFaults } from "../support/replication-faults.js";

await testFaults("entities");
