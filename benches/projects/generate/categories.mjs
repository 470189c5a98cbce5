// The intents and entities that the generated projects declare, and what is wrong with the declarations.
const cross = (first, second) => first.flatMap((one) => second.map((other) => one + other));

const verbs = ["Book", "Cancel", "Change", "Check", "Confirm", "Find", "Forward", "Reply", "Send", "Show"];
const things = ["Flight", "Hotel", "Invoice", "Mail", "Meeting", "Order", "Payment", "Refund", "Reminder", "Ticket"];
const owners = ["Airline", "Borrower", "Customer", "Lender", "Supplier"];
const facts = ["Address", "City", "Country", "Date", "Email", "Name", "Number", "Phone", "Sum", "Time"];

export const intents = cross(verbs, things);
export const entities = cross(owners, facts);

/** Declared and used by no example. */
export const unused = { intent: "RetiredIntent", entity: "RetiredEntity" };

/** Used by an example here and there, and declared nowhere. */
export const undeclared = "Undeclared";

/** What the file says: everything that is used, one that is not, and one twice. */
export const declared = (names, unusedName) => [...names, unusedName, names[7]];
