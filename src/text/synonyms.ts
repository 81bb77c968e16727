/**
 * Words customers and support teams use for the same thing, one group a line; general English, written by hand.
 * A group is about one idea, not one meaning of a dictionary: whoever asks what it "costs" is served by a page on fees.
 */
const GROUPS = `cost price fee charge rate
cancel stop end terminate
delete remove close deactivate
start begin activate enable
change update edit modify
problem issue trouble error
broken damaged defective
fail declined rejected denied
money cash amount
refund reimburse return
send transfer
receive get
late delay slow pending
deliver ship arrive
lost missing stolen
find locate search
phone mobile cell telephone
email mail
contact reach call talk
buy purchase order
pay payment paid
show display appear see view
picture photo image
person people
disease sick ill
medicine drug medication pill
child kid baby
fix repair solve
wrong incorrect mistake
create make
small little
fast quick
discount offer coupon promo
bill invoice receipt statement
password pin
login sign log
register join
computer laptop
country abroad international
test check verify confirm
identity id
reason why cause
difference compare
topup top load deposit add
withdraw atm
wallet balance
book reserve
option choice
block freeze lock
agent representative support
site page`;

/** The built-in groups of English words that mean about the same. */
export const synonymGroups: readonly (readonly string[])[] = /* @__PURE__ */ GROUPS.split('\n').map((line) =>
  line.split(' '),
);
