// One class for each letter of a shop's inbox. "" is a letter that nobody has labelled yet: its document carries
// no `class` at all, as in real exports.
/** @type {Record<string, string[]>} */
const letters = {
  Billing: [
    "2024-03-01-charged-twice",
    "2024-03-02-invoice-missing-vat",
    "2024-03-04-refund-not-arrived",
    "2024-03-05-card-declined",
    "2024-03-09-wrong-currency",
    "2024-03-11-voucher-ignored",
    "2024-03-15-proforma-for-O'Brien",
    "2024-03-18-direct-debit-date",
  ],
  Delivery: [
    "2024-03-01-parcel-at-neighbour",
    "2024-03-03-tracking-stuck",
    "2024-03-06-left-in-the-rain",
    "2024-03-07-change-address",
    "2024-03-10-half-the-order",
    "2024-03-12-customs-form",
    "2024-03-16-pickup-point-closed",
    "2024-03-19-deliver-after-six",
  ],
  Returns: [
    "2024-03-02-too-small",
    "2024-03-05-label-will-not-print",
    "2024-03-08-gift-without-receipt",
    "2024-03-09-zip-broken",
    "2024-03-13-exchange-for-blue",
    "2024-03-17-returned-twice",
    "2024-03-20-pickup-of-sofa",
  ],
  AccountAccess: [
    "2024-03-03-reset-link-expired",
    "2024-03-04-two-accounts",
    "2024-03-08-new-phone",
    "2024-03-12-close-my-account",
    "2024-03-14-e-mail-typo",
    "2024-03-18-locked-out-v2.1",
    "2024-03-21-newsletter",
  ],
  ProductQuestion: [
    "2024-03-06-washing-temperature",
    "2024-03-07-fits-series-9",
    "2024-03-10-vegan-leather",
    "2024-03-11-spare-battery",
    "2024-03-13-größe-42",
    "2024-03-15-back-in-stock",
    "2024-03-19-assembly-time",
    "2024-03-22-warranty-abroad",
  ],
  "": ["2024-03-22-only-an-attachment", "2024-03-23-empty-letter"],
};

const documents = Object.entries(letters).flatMap(([category, names]) =>
  names.map((name, index) => ({
    ...(category === "" ? {} : { class: { category } }),
    location: `${name}.txt`,
    language: name.includes("größe") ? "de" : "en-gb",
    dataset: index % 4 === 3 ? "Test" : "Train",
  })),
);

/** A custom single-label classification project: which desk a customer's letter goes to. */
export const supportInbox = {
  metadata: {
    projectKind: "CustomSingleLabelClassification",
    storageInputContainerName: "support-inbox",
    settings: {},
    projectName: "SupportInbox",
    multilingual: true,
    description: "Routes customers' letters to the desk that answers them",
    language: "en-gb",
  },
  assets: {
    projectKind: "CustomSingleLabelClassification",
    classes: Object.keys(letters)
      .filter(Boolean)
      .map((category) => ({ category })),
    documents: documents.sort((a, b) => (a.location < b.location ? -1 : 1)),
  },
};
