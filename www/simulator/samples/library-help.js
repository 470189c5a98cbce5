/** @type {[questions: string[], answer: string, topic: string, prompts?: [displayText: string, qnaId: number][]][]} */
const answers = [
  [
    ["How do I join the library?", "Can I become a member?", "sign up for a library card"],
    "Bring an identity card to any branch. **Membership is free** for everybody who lives in the city.",
    "membership",
    [
      ["What does a card cost?", 2],
      ["Can children join?", 3],
    ],
  ],
  [
    ["What does a card cost?", "membership fee"],
    "Nothing for residents. Guests pay 5 € for three months.",
    "membership",
  ],
  [
    ["Can children join?", "card for my daughter"],
    "Yes, from the age of four, with a parent's signature.",
    "membership",
  ],
  [
    ["I forgot my PIN", "reset the PIN of my card", "wrong PIN"],
    "Choose *Forgot PIN* on the sign-in page; we send a new one to your e-mail address.",
    "membership",
  ],
  [
    ["How many books may I borrow?", "loan limit", "how many items at once"],
    "Up to 30 items at a time, of which 10 may be films.\n\n* books: 28 days\n* films: 7 days\n* board games: 14 days 🎲",
    "loans",
    [
      ["How do I renew?", 6],
      ["What if I am late?", 7],
    ],
  ],
  [
    ["How do I renew?", "extend my loan", "renew online"],
    "Sign in, open *My loans* and choose *Renew*. Twice, unless somebody is waiting.",
    "loans",
  ],
  [
    ["What if I am late?", "overdue fee", "fine"],
    "0.20 € a day and item; children pay nothing. From the 30th day we ask you to replace the item.",
    "loans",
    [["How do I renew?", 6]],
  ],
  [
    ["Can I reserve a book?", "place a hold"],
    "Yes. Choose *Reserve* beside the title; we keep it for 7 days when it is back.",
    "loans",
  ],
  [
    ["When are you open?", "opening hours", "open on Sunday?"],
    "| day | hours |\n| --- | --- |\n| Mon–Fri | 9:00–20:00 |\n| Sat | 10:00–16:00 |\n\nThe central branch is open on Sundays, 13:00–18:00.",
    "visit",
  ],
  [
    ["Where can I print?", "print a document", "photocopier"],
    "On every floor, beside the lift. Pages cost 0.10 €, in colour 0.40 €.",
    "visit",
  ],
  [
    ["How do I book a study room?", "reserve a room", "group room"],
    "At <https://library.example/rooms>, up to two weeks ahead and three hours a day.",
    "visit",
  ],
  [["Is there Wi-Fi?", "WLAN", "internet access"], "Yes: network `library`, with your card number and PIN.", "visit"],
  [
    ["Is the building step-free?", "wheelchair access", "lift"],
    "All branches except *Müllerbrücke* are. There, ring the bell and we come to you.",
    "visit",
  ],
  [
    ["Can I bring my dog?", "are pets allowed"],
    "Assistance dogs are welcome everywhere; other animals have to wait outside. 🐕",
    "visit",
  ],
  [
    ["Do you lend e-books?", "e-reader", "digital loans"],
    "Yes, 40,000 titles in English, German, Français and 日本語.",
    "digital",
    [["How do I renew?", 6]],
  ],
  [
    ["Do you take donations?", "give away books"],
    'We gladly take books that are younger than two years. "Older" ones go to the flea market in May.',
    "other",
  ],
];

const source = "https://library.example/help";

/** A question answering project, in the shape of its import body: a public library's help pages. */
export const libraryHelp = {
  metadata: {
    language: "en",
    multilingualResource: false,
    description: "What visitors ask at the desk",
    settings: { defaultAnswer: "I have no answer to that. Ask at the desk, or write to desk@library.example." },
  },
  assets: {
    synonyms: [
      { alterations: ["fee", "fine", "charge"] },
      { alterations: ["renew", "extend", "prolong"] },
      { alterations: ["Wi-Fi", "WLAN", "wireless"] },
    ],
    qnas: answers.map(([questions, answer, topic, prompts = []], index) => ({
      id: index + 1,
      answer,
      source,
      questions,
      metadata: { topic },
      dialog: {
        isContextOnly: false,
        prompts: prompts.map(([displayText, qnaId], displayOrder) => ({ displayOrder, qnaId, displayText })),
      },
      activeLearningSuggestions: [],
    })),
  },
};
