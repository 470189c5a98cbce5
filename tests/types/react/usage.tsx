// The elements in the JSX of React 19.
import { useEffect, useRef, useSyncExternalStore } from "react";
import type { AzureLanguage, Job, JobPoller } from "export-jobs";
import type { JobBoard } from "export-jobs/board";
import type { ExportJobElement } from "export-jobs/elements";
import type {} from "export-jobs/elements/react";

declare const client: AzureLanguage;
declare const board: JobBoard;
declare const job: Job;
declare const keep: (job: Job) => void;

export const useStatus = (poller: JobPoller) =>
  useSyncExternalStore(
    (changed) => poller.onProgress(changed),
    () => poller.status,
  );

export const useJobs = () =>
  useSyncExternalStore(
    (changed) => board.onChange(changed),
    () => board.snapshot,
  );

export function Portal() {
  const view = useRef<ExportJobElement>(null);
  useEffect(() => {
    view.current?.run((options) => client.start(client.exportRequest("CityTransit"), options));
    return () => view.current?.stop();
  }, []);
  return (
    <>
      <export-job ref={view} client={client} heading-level={3} className="wide" onend={({ detail }) => detail.phase} />
      <export-job client={client} job={job} texts={{ ready: "Go" }} />
      <export-button
        client={client}
        request={() => client.exportRequest("CityTransit")}
        disabled={false}
        onjob={({ detail }) => detail.job && keep(detail.job)}
      >
        Export
      </export-button>
      <export-board board={board} label="Exports" onchange={({ detail }) => detail.type === "ended"} />
      {/* @ts-expect-error A credential is no property. */}
      <export-job credential={{ key: "…" }} />
      {/* @ts-expect-error A request is not a URL. */}
      <export-button request="https://contoso.example" />
    </>
  );
}
