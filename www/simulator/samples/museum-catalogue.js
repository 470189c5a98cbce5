/** @type {Record<string, string>} */
const subjects = {
  P: "Painting",
  S: "Sculpture",
  T: "Textile",
  F: "Photography",
  R: "Restoration",
  L: "OnLoan",
  M: "Maritime",
};

// Each entry: the sheet's name, then the initials of its subjects. An entry without initials has no label yet.
const sheets = `
a-harbour-in-november P M | anchor-of-the-brig-helene S M R | apprentice-with-loom F T | azulejo-panel-of-1742 P R
banner-of-the-rope-makers T R | bronze-otter S | captain's-daybook-covers T M | captain-Vries-and-family P M L
christening-gown T | daguerreotype-of-the-old-quay F M R | double-portrait-unknown-hand P | embroidered-map-of-the-delta T M
ferry-at-dusk-no.2 F M | figurehead-of-a-siren S M L | fishwives-at-the-auction P L | flag-signals-sampler T M
girl-with-a-lantern P R | glass-negatives-box-14 F R | herring-fleet-leaving P M | heron-weathervane S R
ice-winter-of-1890 F | kneeling-pilgrim S R L | lace-from-the-almshouse T | lighthouse-keeper-at-table P M
model-of-a-dredger S M | mourning-shawl T R | net-menders-triptych P M R | night-watch-at-the-lock F M
oak-madonna S L | portrait-of-a-notary P | quilt-of-forty-names T L | regatta-album F M L
sailcloth-study P T | self-portrait-with-pipe P R L | tapestry-of-the-flood T M R | terracotta-market-woman S
uncatalogued-crate-7 | view-from-the-mill P F | wool-trader's-seal S T | workshop-in-1931 F`;

const documents = sheets
  .split(/[|\n]/)
  .map((sheet) => sheet.trim().split(" "))
  .filter(([name]) => name !== "")
  .map(([name, ...initials], index) => ({
    classes: initials.map((initial) => ({ category: subjects[initial] })),
    location: `${name}.txt`,
    language: "en-us",
    dataset: index % 5 === 4 ? "Test" : "Train",
  }));

/** A custom multi-label classification project: the subjects of a museum's catalogue sheets. */
export const museumCatalogue = {
  metadata: {
    projectKind: "CustomMultiLabelClassification",
    storageInputContainerName: "catalogue-sheets",
    settings: { confidenceThreshold: 0.3 },
    projectName: "MuseumCatalogue",
    multilingual: false,
    description: "",
    language: "en-us",
  },
  assets: {
    projectKind: "CustomMultiLabelClassification",
    classes: Object.values(subjects).map((category) => ({ category })),
    documents,
  },
};
