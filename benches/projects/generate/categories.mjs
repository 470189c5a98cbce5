// The intents and entities that the generated projects declare, and the mistakes in the declarations.
const cross = (first, second) => first.flatMap((one) => second.map((other) => one + other));

const verbs = ["Book", "Cancel", "Change", "Check", "Confirm", "Find", "Forward", "Reply", "Send", "Show"];
const things = ["Flight", "Hotel", "Invoice", "Mail", "Meeting", "Order", "Payment", "Refund", "Reminder", "Ticket"];
const owners = ["Airline", "Borrower", "Customer", "Lender", "Supplier"];
const facts = ["Address", "City", "Country", "Date", "Email", "Name", "Number", "Phone", "Sum", "Time"];

export const intents = cross(verbs, things);
export const entities = cross(owners, facts);

/** Declared, but used by no example. */
export const unused = { intent: "RetiredIntent", entity: "RetiredEntity" };

/** Used by some examples, but not declared. */
export const undeclared = "Undeclared";

/** The declarations in the file: all used names, an unused one, and a duplicate. */
export const declared = (names, unusedName) => [...names, unusedName, names[7]];
