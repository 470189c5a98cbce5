// The elements in the JSX of React 19. `import type {} from "export-jobs/elements/react"` adds them.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type {
  ExportBoardElement,
  ExportBoardEventMap,
  ExportButtonElement,
  ExportJobElement,
  ExportJobEventMap,
} from "../elements.js";

/** React adds a listener for each property whose name is `on` and the name of an event. */
type Listeners<Events> = { [Name in keyof Events & string as `on${Name}`]?: (event: Events[Name]) => void };

type Props<Element, Name extends keyof Element, Events> = DetailedHTMLProps<HTMLAttributes<Element>, Element> &
  Partial<Pick<Element, Name>> &
  Listeners<Events> & { "heading-level"?: number | string };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      /** One export job, from its submission to its file. */
      "export-job": Props<
        ExportJobElement,
        "client" | "job" | "poller" | "fetch" | "texts" | "label",
        ExportJobEventMap
      >;
      /** Many jobs. */
      "export-board": Props<ExportBoardElement, "board" | "arrange" | "texts" | "label", ExportBoardEventMap>;
      /** A button that starts an export, and becomes its progress. */
      "export-button": Props<
        ExportButtonElement,
        "client" | "request" | "fetch" | "texts" | "disabled",
        ExportJobEventMap
      >;
    }
  }
}
