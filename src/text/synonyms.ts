/**
 * Words customers and support teams use for the same thing, one group a line; general English, written by hand.
 * A group is about one idea, not one meaning of a dictionary: whoever asks what it "costs" is served by a page on fees.
 */
const GROUPS = `cost price fee charge rate expensive
cancel stop end terminate quit
delete remove erase close deactivate
start begin activate enable launch
change update edit modify alter switch
problem issue trouble error fault bug
broken damaged defective faulty
fail declined rejected denied refused unsuccessful
money cash funds amount
refund reimburse return
send transfer wire
receive get obtain
late delay slow pending waiting
deliver ship shipping dispatch arrive
lost missing stolen misplaced
find locate search
phone mobile cell telephone cellphone
email mail
contact reach call talk speak
buy purchase order
pay payment paid
show display appear visible see view
picture photo image
person people human individual
illness disease sickness sick ill
doctor physician
medicine drug medication pill tablet
child kid baby children infant toddler
fix repair solve resolve
wrong incorrect mistake
create make build generate
big large huge
small little tiny
fast quick quickly
discount offer coupon promo voucher deal
bill invoice receipt statement
account profile
password passcode pin
login signin log sign
register signup join enroll
computer laptop pc desktop
country nation abroad overseas international
spread transmit transmission contagious infect
cure treat treatment remedy
prevent avoid protect
hurt pain ache sore
test check verify confirm
identity id identification
reason why cause
difference compare versus
topup top load deposit add
withdraw withdrawal atm
wallet balance
employee staff worker
home house apartment
job work employment
car vehicle auto
book reserve reservation
use utilise utilize
option choice alternative
size dimension
colour color
hospital clinic
kill die death dead fatal
food eat meal
download install
block freeze lock suspend disable
win won winner prize winnings
guarantee warranty
agent representative support assistant advisor
hide conceal
link url
website site page`;

/** The built-in groups of English words that mean about the same. */
export const synonymGroups: readonly (readonly string[])[] = /* @__PURE__ */ GROUPS.split('\n').map((line) =>
  line.split(' '),
);
