/**
 * Words customers and support teams use for the same thing, one group a line; general English, written by hand.
 * A group is about one idea, not one meaning of a dictionary: whoever asks what it "costs" is served by a page on fees.
 */
const GROUPS = `cost price fee charge
cancel stop end
delete remove close
problem issue error
money cash
refund return
deliver ship arrive
lost stolen missing
find search
phone mobile
email mail
contact call talk
buy purchase order
show see view
bill invoice receipt
login sign`;

/** The built-in groups of English words that mean about the same. */
export const synonymGroups: readonly (readonly string[])[] = /* @__PURE__ */ GROUPS.split('\n').map((line) =>
  line.split(' '),
);
