import { readMarkedText } from "./marked-text.js";

// The documents stay in the storage container: an export holds only their names and the labels' positions.
// The texts are here so that these positions are true. Lines end in CRLF, which counts as two units.
/** @type {[location: string, dataset: string, lines: string[]][]} */
const reports = [
  [
    "report-0107.txt",
    "Train",
    [
      "Shift report of [7 January](ReportDate).",
      "[Pump P-204](Equipment) lost pressure; the [shaft seal](Part) was [worn through](Defect).",
      "[M. Okafor](Technician) replaced it. Line down for [95 minutes](Downtime).",
    ],
  ],
  [
    "report-0109.txt",
    "Train",
    [
      "[9 January](ReportDate): [conveyor C3](Equipment) stopped twice in the morning.",
      "Cause: [loose belt](Defect). [Tensioner](Part) readjusted by [Ines Duarte](Technician), [20 minutes](Downtime) lost.",
    ],
  ],
  [
    "report-0112.txt",
    "Train",
    [
      "[Boiler 2](Equipment) tripped on low water, [12 January](ReportDate).",
      "[Float switch](Part) found [stuck](Defect), cleaned and tested.",
      "[J. Lindqvist](Technician) signed off after [3 hours](Downtime).",
    ],
  ],
  [
    "report-0115.txt",
    "Train",
    [
      "[15 January](ReportDate)",
      "[Packing robot R7](Equipment) dropped four cartons.",
      "[Vacuum cup](Part) [cracked](Defect); [Ines Duarte](Technician) fitted a spare in [12 minutes](Downtime).",
    ],
  ],
  [
    "report-0118.txt",
    "Train",
    [
      "Night shift, [18 January](ReportDate). [Compressor K1](Equipment) ran hot.",
      "[Oil filter](Part) [clogged](Defect). [M. Okafor](Technician) changed filter and oil, [50 minutes](Downtime) standstill.",
    ],
  ],
  [
    "report-0121.txt",
    "Train",
    [
      "[21 January](ReportDate), [filler F2](Equipment) underfilled by 4 ml.",
      "[Flow sensor](Part) [out of calibration](Defect); recalibrated by [Tomás Řehák](Technician).",
      "Downtime [35 minutes](Downtime).",
    ],
  ],
  [
    "report-0124.txt",
    "Train",
    [
      "Forklift bay, [24 January](ReportDate): [dock leveller D4](Equipment) would not rise.",
      "[Hydraulic hose](Part) [leaking](Defect) at the crimp. Hose replaced by [J. Lindqvist](Technician), [2 hours](Downtime).",
    ],
  ],
  [
    "report-0126.txt",
    "Train",
    [
      "[26 January](ReportDate). [Cooling tower 1](Equipment), fan vibrates.",
      "[Bearing](Part) [pitted](Defect). [M. Okafor](Technician) ordered a new one; fan at half speed, no stop.",
    ],
  ],
  [
    "report-0129.txt",
    "Train",
    [
      "[Labeller L5](Equipment) put labels on skewed, [29 January](ReportDate).",
      "[Guide roller](Part) [bent](Defect). Straightened by [Ines Duarte](Technician) within [25 minutes](Downtime).",
    ],
  ],
  [
    "report-0202.txt",
    "Train",
    [
      "[2 February](ReportDate): [pump P-204](Equipment) again. The new [shaft seal](Part) was [fitted the wrong way round](Defect).",
      "[Tomás Řehák](Technician) refitted it, [40 minutes](Downtime).",
    ],
  ],
  [
    "report-0205.txt",
    "Train",
    [
      "[Palletiser 1](Equipment) halted with a light curtain alarm on [5 February](ReportDate).",
      "[Reflector](Part) [dirty](Defect), wiped. [J. Lindqvist](Technician), [5 minutes](Downtime).",
    ],
  ],
  [
    "report-0208.txt",
    "Train",
    [
      "[8 February](ReportDate), [steam valve SV-12](Equipment) does not close fully.",
      "[Valve seat](Part) [scored](Defect). [M. Okafor](Technician) isolated the line for [a whole shift](Downtime).",
    ],
  ],
  [
    "report-0211.txt",
    "Train",
    [
      "[Conveyor C3](Equipment): [gearbox](Part) [noisy](Defect) since [11 February](ReportDate).",
      "[Ines Duarte](Technician) topped up the oil; to be watched.",
    ],
  ],
  [
    "report-0214.txt",
    "Train",
    [
      "On [14 February](ReportDate) the [shrink oven](Equipment) went down to 130 °C.",
      "[Heating element](Part) 3 of 6 [burnt out](Defect). Swapped by [Tomás Řehák](Technician), [1 hour 10](Downtime).",
    ],
  ],
  [
    "report-0217.txt",
    "Train",
    [
      "[17 February](ReportDate): [air dryer](Equipment) lets moisture through.",
      "[Drain valve](Part) [blocked](Defect) – cleared by [J. Lindqvist](Technician). [15 minutes](Downtime).",
    ],
  ],
  [
    "report-0220.txt",
    "Test",
    [
      "[Packing robot R7](Equipment) lost its home position, [20 February](ReportDate).",
      "[Encoder cable](Part) [chafed](Defect); [Ines Duarte](Technician) rerouted it. [55 minutes](Downtime) lost.",
    ],
  ],
  [
    "report-0223.txt",
    "Test",
    [
      "[23 February](ReportDate), [boiler 2](Equipment): [burner nozzle](Part) [sooted](Defect).",
      "Cleaned by [M. Okafor](Technician), [80 minutes](Downtime).",
    ],
  ],
  [
    "report-0226.txt",
    "Test",
    [
      "[Filler F2](Equipment) dripped between bottles on [26 February](ReportDate).",
      "[O-ring](Part) [hardened](Defect). [Tomás Řehák](Technician) replaced all eight, [30 minutes](Downtime).",
    ],
  ],
  [
    "report-0301 (operator's note).txt",
    "Test",
    [
      "[1 March](ReportDate) – [cooling tower 1](Equipment) got its new [bearing](Part).",
      "Fitted by [M. Okafor](Technician), [2.5 hours](Downtime), runs quietly.",
    ],
  ],
  ["report-0304.txt", "Test", ["Quiet shift on [4 March](ReportDate), nothing to report."]],
];

/** The documents' texts by name, for a storage account. @type {Record<string, string>} */
export const maintenanceReportTexts = Object.fromEntries(
  reports.map(([location, , lines]) => [location, readMarkedText(lines.join("\r\n")).text]),
);

/** A custom named entity recognition project: the reports that a bottling plant's technicians write. */
export const maintenanceReports = {
  metadata: {
    projectKind: "CustomEntityRecognition",
    storageInputContainerName: "maintenance-reports",
    settings: { confidenceThreshold: 0.4 },
    projectName: "MaintenanceReports",
    multilingual: false,
    description: "What broke, where, and who repaired it",
    language: "en-us",
  },
  assets: {
    projectKind: "CustomEntityRecognition",
    entities: ["Equipment", "Part", "Defect", "Technician", "ReportDate", "Downtime"].map((category) => ({ category })),
    documents: reports.map(([location, dataset, lines]) => {
      const { text, labels } = readMarkedText(lines.join("\r\n"));
      return {
        location,
        language: "en-us",
        dataset,
        entities: [{ regionOffset: 0, regionLength: text.length, labels }],
      };
    }),
  },
};
