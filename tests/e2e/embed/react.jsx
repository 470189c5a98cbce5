// A portal in React 19, without a wrapper.
import { StrictMode, useEffect, useMemo, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import init, { AzureLanguage } from "export-jobs";
import "export-jobs/elements/define";
import { JobBoard } from "export-jobs/board";
import { createSimulator } from "export-jobs/simulator";
import { useJobs, useStatus } from "#guide";

await init();
const simulator = createSimulator({ pace: 0 });
const endpoint = "https://contoso.cognitiveservices.azure.com";
const client = new AzureLanguage({ endpoint, family: "analyze-text", credential: { key: "demo-key" } });
const board = new JobBoard({ clients: [client], fetch: simulator.fetch });

/** Starts an export when it is shown. */
function Started() {
  const view = useRef(null);
  const [phases, setPhases] = useState([]);
  useEffect(() => {
    const element = view.current;
    element.run((options) => client.start(client.exportRequest("MaintenanceReports"), options));
    return () => element.stop();
  }, []);
  return (
    <>
      <export-job
        ref={view}
        id="started"
        label="Started in an effect"
        fetch={simulator.fetch}
        client={client}
        onend={({ detail }) => setPhases((phases) => [...phases, detail.phase])}
      />
      <output id="phases">{phases.join()}</output>
    </>
  );
}

/** Follows a job that is plain data. */
function Followed({ job }) {
  const poller = useMemo(() => client.follow(job, { fetch: simulator.fetch }), [job]);
  const status = useStatus(poller);
  return (
    <>
      <export-job id="followed" heading-level={3} poller={poller} />
      <output id="status">{status?.state}</output>
    </>
  );
}

/** Shows a board, and counts its jobs. */
function Board() {
  const jobs = useJobs(board);
  return (
    <>
      <export-board board={board} label="Exports" />
      <output id="jobs">{jobs.filter(({ isDone }) => isDone).length}</output>
    </>
  );
}

function Portal() {
  const [job, setJob] = useState();
  const request = useMemo(() => () => client.exportRequest("SupportInbox"), []);
  return (
    <>
      <Started />
      <export-button
        id="button"
        client={client}
        fetch={simulator.fetch}
        request={request}
        onjob={({ detail }) => {
          board.add(detail.job);
          setJob(detail.job);
        }}
      >
        Export the inbox
      </export-button>
      {job && <Followed job={job} />}
      <Board />
    </>
  );
}

window.portal = { simulator };
const root = document.querySelector("#root");
createRoot(root).render(
  <StrictMode>
    <Portal />
  </StrictMode>,
);
document.documentElement.dataset.ready = "";
