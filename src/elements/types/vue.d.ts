// The elements in the templates of Vue. `import type {} from "export-jobs/elements/vue"` adds them.
import type { HTMLAttributes, PublicProps } from "vue";
import type {
  ExportBoardElement,
  ExportBoardEventMap,
  ExportButtonElement,
  ExportJobElement,
  ExportJobEventMap,
} from "../elements.js";

type Listeners<Events> = { [Name in keyof Events & string as `on${Capitalize<Name>}`]?: (event: Events[Name]) => void };

type Component<Element, Name extends keyof Element, Events> = new () => Element & {
  /** The attributes and properties that a template may set. */
  $props: HTMLAttributes &
    Partial<Pick<Element, Name>> &
    Listeners<Events> &
    PublicProps & { "heading-level"?: number | string };
};

declare module "vue" {
  interface GlobalComponents {
    /** One export job, from its submission to its file. */
    "export-job": Component<
      ExportJobElement,
      "client" | "job" | "poller" | "fetch" | "texts" | "label",
      ExportJobEventMap
    >;
    /** Many jobs. */
    "export-board": Component<ExportBoardElement, "board" | "arrange" | "texts" | "label", ExportBoardEventMap>;
    /** A button that starts an export, and becomes its progress. */
    "export-button": Component<
      ExportButtonElement,
      "client" | "request" | "fetch" | "texts" | "disabled",
      ExportJobEventMap
    >;
  }
}
